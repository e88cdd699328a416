package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private final Shell shell = new Shell("test");
    private final Session session = shell.open("test");

    private Arguments arguments(String text) {
        return new Arguments("memsave", text, session);
    }

    @Test
    void aPathIsNotADivision() {
        Arguments a = arguments(" 0 4096 /tmp/x");
        assertThat(a.trailingFile()).isEqualTo("/tmp/x");
        assertThat(a.expression(Symbols.NONE)).isZero();
        assertThat(a.expression(Symbols.NONE)).isEqualTo(4096);
        a.end();
    }

    @Test
    void aQuotedFileMayHaveBlanks() {
        Arguments a = arguments(" 0 16 \"my file\\\"\"");
        assertThat(a.trailingFile()).isEqualTo("my file\"");
        assertThat(a.expression(Symbols.NONE)).isZero();
        assertThat(a.expression(Symbols.NONE)).isEqualTo(16);
        assertThat(a.atEnd()).isTrue();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> arguments("  ").trailingFile()).hasMessage("memsave: filename expected");
        assertThatThrownBy(() -> arguments(" 0 1 x\"").trailingFile()).hasMessage("unterminated string");
    }

    @Test
    void theFormatIsRememberedPerClient() {
        assertThat(arguments("/4xb 0").format()).isEqualTo(new ValueFormat(4, 'x', 1));
        assertThat(arguments(" 0").format()).isEqualTo(new ValueFormat(1, 'x', 1));
        assertThat(arguments(" /2d 0").format()).isEqualTo(new ValueFormat(2, 'd', 1));
        assertThat(new Arguments("x", " 0", shell.open("other")).format()).isEqualTo(new ValueFormat(1, 'x', 4));
    }

    @Test
    void optionsStringsAndSwitchesAreTakenInOrder() {
        Arguments a = arguments(" -p \"a b\" word on");
        assertThat(a.option('z')).isFalse();
        assertThat(a.option('p')).isTrue();
        assertThat(a.string("name")).isEqualTo("a b");
        assertThat(a.optionalString()).isEqualTo("word");
        assertThat(a.onOff()).isTrue();
        assertThat(a.optionalString()).isNull();
        a.end();
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> arguments(" x").end()).hasMessage("memsave: extraneous characters at the end of line");
        assertThatThrownBy(() -> arguments("").string("filename")).hasMessage("memsave: filename expected");
        assertThatThrownBy(() -> arguments(" \"a").string("filename")).hasMessage("unterminated string");
        assertThatThrownBy(() -> arguments(" \"\\q\"").string("filename")).hasMessage("unsupported escape code: '\\q'");
        assertThatThrownBy(() -> arguments(" maybe").onOff()).hasMessage("memsave: 'on' or 'off' expected");
        assertThatThrownBy(() -> arguments(" 0x100000000").integer(Symbols.NONE))
                .hasMessage("memsave: integer is for 32-bit values");
        assertThat(arguments(" -1").integer(Symbols.NONE)).isEqualTo(-1);
        assertThat(arguments(" 0xffffffff").integer(Symbols.NONE)).isEqualTo(-1);
    }
}
