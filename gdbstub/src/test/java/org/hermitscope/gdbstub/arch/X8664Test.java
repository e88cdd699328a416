package org.hermitscope.gdbstub.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class X8664Test {

    @Test
    void constantsNameTheRegistersOfTheLayout() {
        RegisterLayout layout = X8664.layout(Set.of());
        assertThat(layout.number("rax")).isEqualTo(X8664.RAX);
        assertThat(layout.number("r8")).isEqualTo(X8664.R8);
        assertThat(layout.number("rip")).isEqualTo(X8664.RIP).isEqualTo(layout.pc());
        assertThat(layout.number("eflags")).isEqualTo(X8664.EFLAGS);
        assertThat(layout.number("gs")).isEqualTo(X8664.GS);
        assertThat(layout.number("st0")).isEqualTo(X8664.ST0);
        assertThat(layout.number("ftag")).isEqualTo(X8664.FTAG);
        assertThat(layout.number("fop")).isEqualTo(X8664.FOP);
        assertThat(layout.number("xmm0")).isEqualTo(X8664.XMM0);
        assertThat(layout.number("mxcsr")).isEqualTo(X8664.MXCSR);
        assertThat(layout.number("orig_rax")).isEqualTo(X8664.ORIG_RAX);
        assertThat(layout.number("fs_base")).isEqualTo(X8664.FS_BASE);
        assertThat(layout.number("gs_base")).isEqualTo(X8664.GS_BASE);
        assertThat(layout.count()).isEqualTo(60);
        // 17 of 8 bytes, 7 of 4, 8 of 10, 8 of 4, 16 of 16, 1 of 4, 3 of 8
        assertThat(layout.byteLength()).isEqualTo(17 * 8 + 7 * 4 + 8 * 10 + 8 * 4 + 16 * 16 + 4 + 3 * 8);
    }

    @Test
    void optionalFeaturesFollowTheOthers() {
        RegisterLayout layout = X8664.layout(EnumSet.allOf(X8664.Feature.class));
        assertThat(layout.number("ymm0h")).isEqualTo(60);
        assertThat(layout.number("xmm16")).isEqualTo(76);
        assertThat(layout.number("k0")).isEqualTo(108);
        assertThat(layout.register(layout.number("zmm31h")).size()).isEqualTo(32);
        assertThat(layout.has("pkru")).isTrue();
        assertThat(layout.register(layout.number("efer")).size()).isEqualTo(8);
        assertThat(layout.register(layout.count() - 1).offset() + 8).isEqualTo(layout.byteLength());
    }

    @Test
    void theDescriptionIsWellFormedAndComplete() throws Exception {
        RegisterLayout layout = X8664.layout(EnumSet.allOf(X8664.Feature.class));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(layout.targetXml().getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("reg").getLength()).isEqualTo(layout.count());
        assertThat(document.getElementsByTagName("architecture").item(0).getTextContent())
                .isEqualTo("i386:x86-64");
        assertThat(document.getElementsByTagName("osabi").item(0).getTextContent())
                .isEqualTo("GNU/Linux");
    }

    @Test
    void numbersAreConvertedInTheTargetsByteOrder() {
        RegisterLayout layout = X8664.layout(Set.of());
        byte[] value = layout.bytes(X8664.RIP, 0x1122334455667788L);
        assertThat(value[0]).isEqualTo((byte) 0x88);
        assertThat(layout.integer(value)).isEqualTo(0x1122334455667788L);
        assertThat(layout.bytes(X8664.EFLAGS, 0x202)).containsExactly(2, 2, 0, 0);
    }

    @Test
    void aTargetCanAddRegistersOfItsOwn() {
        RegisterLayout layout = X8664.builder(Set.of())
                .feature("org.example.counters", "")
                .register("icount", 64, "int", "system")
                .build();
        assertThat(layout.number("icount")).isEqualTo(60);
    }

    @Test
    void registersWithoutFeatureOrTwiceAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> X8664.builder(Set.of()).register("rax", 64, "int", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> X8664.builder(Set.of()).register("odd", 12, "int", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> X8664.layout(Set.of()).number("nothing"));
    }
}
