package org.hermitscope.x86.vectors.make;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.decode.DecodedForm;
import org.hermitscope.x86.interp.Lowering;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.vectors.RecordedState;
import org.hermitscope.x86.vectors.VcpuSubject;
import org.hermitscope.x86.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/// Every row of the opcode maps is accounted for: it has semantics and a vector, or the reason why not is listed.
class RowCoverageTest {
    private static final List<String> FILES = List.of("gp", "special", "sse", "vex", "crypto", "x87", "mmx");
    private static final Map<String, Form> FORMS = Forms.all();

    private static boolean hasSemantics(Form form) {
        return Lowering.hasSemantics(sample(form).instruction());
    }

    private static DecodedForm sample(Form form) {
        Random random = new Random(5);
        while (true) {
            DecodedForm decoded = DecodedForm.of(new FormEncoder(form, random, true).encode(), 0x1000);
            if (decoded.row() == form.row() && decoded.name().equals(form.name())) {
                return decoded;
            }
        }
    }

    @Test
    void everyRowOf64BitModeHasAForm() {
        Set<OpcodeRow> found = new HashSet<>();
        FORMS.values().forEach(form -> found.add(form.row()));
        List<String> missing = new ArrayList<>();
        for (OpcodeMap map : Forms.MAPS) {
            for (OpcodeRow row : Forms.rows(map)) {
                if (!found.contains(row)) {
                    missing.add(DecodedForm.row(map, row));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(FORMS.size()).isGreaterThan(4_000);
    }

    @Test
    void everyFormThatIsOfferedHasSemantics() {
        List<String> missing = new ArrayList<>();
        for (Form form : FORMS.values()) {
            if (NotOffered.of(form) == null && !hasSemantics(form)) {
                missing.add(form.name());
            }
        }
        // These are defined to be undefined.
        missing.removeIf(name -> name.startsWith("UD0 ") || name.startsWith("UD1 ") || name.startsWith("UD2 "));
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsNotOfferedIsUndefinedAndCpuidSaysSo() {
        ProcessorModel model = new ProcessorModel();
        Set<NotOffered> used = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Form form : FORMS.values()) {
            NotOffered feature = NotOffered.of(form);
            if (feature == null) {
                continue;
            }
            used.add(feature);
            if (hasSemantics(form)) {
                wrong.add(form.name());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(used).containsExactlyInAnyOrder(NotOffered.values());
        for (NotOffered feature : NotOffered.values()) {
            int word = model.cpuid(feature.leaf(), feature.subleaf())[feature.register()];
            assertThat(word >>> feature.bit() & 1).as(feature.toString()).isZero();
        }
    }

    @Test
    void everyFormHasAVectorThatCompletes() {
        Set<String> faulting = new HashSet<>();
        Set<String> completing = new HashSet<>();
        for (String name : FILES) {
            InputStream stream = VcpuSubject.class.getResourceAsStream(name + ".bin.gz");
            VectorFile file = VectorFile.read(Objects.requireNonNull(stream, name));
            while (file.next()) {
                // What the bytes are, whatever the file calls them.
                String form = DecodedForm.of(file.code(), RecordedState.CODE).name();
                (file.exception() == VectorFile.COMPLETED ? completing : faulting).add(form);
            }
        }
        List<String> missing = new ArrayList<>();
        for (Form form : FORMS.values()) {
            boolean recorded = completing.contains(form.name())
                    || RowsWithoutVector.isPrivileged(form) && faulting.contains(form.name());
            if (!recorded && NotOffered.of(form) == null && !RowsWithoutVector.contains(form)) {
                missing.add(form.name());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void undefinedFormsRaiseUd() {
        try (Window window = new Window(16L << 20)) {
            window.protect(0x1000, 0x1000, Protection.READ | Protection.EXEC);
            VcpuSubject subject = new VcpuSubject(window);
            List<String> wrong = new ArrayList<>();
            for (Form form : FORMS.values()) {
                if (NotOffered.of(form) == null) {
                    continue;
                }
                byte[] bytes = new FormEncoder(form, new Random(5), true).encode();
                window.poke(0x1000, bytes, 0, bytes.length);
                subject.state().rip = 0x1000;
                var fault = subject.step();
                if (fault == null || fault.vector() != Vector.UD || subject.state().rip != 0x1000) {
                    wrong.add(form.name());
                }
            }
            assertThat(wrong).isEmpty();
        }
    }
}
