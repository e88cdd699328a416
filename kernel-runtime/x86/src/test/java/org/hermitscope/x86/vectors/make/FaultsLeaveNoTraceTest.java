package org.hermitscope.x86.vectors.make;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.vectors.RecordedState;
import org.hermitscope.x86.vectors.VcpuSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every form with a memory operand, placed across the end of what is allowed: whatever faults has changed nothing.
class FaultsLeaveNoTraceTest {
    private static final long HALF = RecordedState.SCRATCH + 0x1000L;
    private static final int STACK_ONLY = 24;

    private final Window window = new Window(1L << 30);
    private final VcpuSubject subject = new VcpuSubject(window);
    private final byte[] found = new byte[RecordedState.SCRATCH_SIZE];
    private final List<String> changed = new ArrayList<>();
    private int mapped = 0x1000;
    private int faults;

    FaultsLeaveNoTraceTest() {
        window.protect(RecordedState.SCRATCH, 0x1000, Protection.READ | Protection.WRITE);
        window.protect(RecordedState.CODE, RecordedState.CODE_SIZE, Protection.READ | Protection.EXEC);
    }

    @AfterEach
    void close() {
        window.close();
    }

    /// Gathers keep the elements they have; faults of REP end whole iterations. Tests of their own show that.
    private static boolean isResumable(Form form) {
        return form.name().contains("GATHER") || form.row().operandCount() > 0 && isString(form);
    }

    private static boolean isString(Form form) {
        return switch (form.op()) {
            case MOVS, CMPS, STOS, LODS, SCAS -> true;
            default -> false;
        };
    }

    private void tryForms(long edge) {
        StateMaker maker = new StateMaker(new Random(11), edge);
        for (Form form : MakeVectors.recordable()) {
            for (int i = 0; form.memory() && !isResumable(form) && i < 2; i++) {
                Case made = maker.make(form);
                if (made != null && made.instruction().length() == made.code().length) {
                    execute(form.name(), made.code(), made.before());
                }
            }
        }
    }

    private void execute(String name, byte[] code, RecordedState before) {
        before.cpu.rip = RecordedState.CODE + 0x100;
        window.poke(before.cpu.rip, code, 0, code.length);
        window.memory().put(RecordedState.SCRATCH, before.scratch, 0, mapped);
        subject.state().copyFrom(before.cpu);
        VcpuExit.Fault fault = subject.step();
        // Exceptions of floating point leave their flags.
        if (fault == null || fault.vector() == Vector.XM || fault.vector() == Vector.MF) {
            return;
        }
        faults++;
        window.memory().get(RecordedState.SCRATCH, found, 0, mapped);
        String difference = difference(before.cpu, subject.state());
        // The pushes of ENTER stay below RSP, as they do on processors.
        for (int i = 0; i < mapped && !name.startsWith("ENTER"); i++) {
            if (found[i] != before.scratch[i]) {
                difference += " memory+" + Integer.toHexString(i);
                break;
            }
        }
        if (!difference.isEmpty()) {
            changed.add(name + " " + fault + ":" + difference);
        }
    }

    private static String difference(CpuState want, CpuState got) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (want.gpr[i] != got.gpr[i]) {
                text.append(" r").append(i);
            }
        }
        for (int i = 0; i < want.vector.length; i++) {
            if (want.vector[i] != got.vector[i]) {
                text.append(" vector").append(i);
            }
        }
        if (want.rip != got.rip) {
            text.append(" rip");
        }
        if ((want.rflags & ~(long) Rflags.RF) != (got.rflags & ~(long) Rflags.RF)) {
            text.append(" rflags");
        }
        if (want.mxcsr != got.mxcsr) {
            text.append(" mxcsr");
        }
        FpuState a = want.fpu;
        FpuState b = got.fpu;
        if (a.statusWord() != b.statusWord() || a.control != b.control || a.inUse != b.inUse) {
            text.append(" x87 words");
        }
        for (int i = 0; i < 8; i++) {
            if (a.significand[i] != b.significand[i] || a.signExponent[i] != b.signExponent[i]) {
                text.append(" x87 ").append(i);
            }
        }
        return text.toString();
    }

    @Test
    void acrossTheEndOfMemory() {
        tryForms(HALF);
        assertThat(changed).isEmpty();
        assertThat(faults).isGreaterThan(1_500);
    }

    @Test
    void acrossAPageThatCannotBeWritten() {
        window.protect(HALF, 0x1000, Protection.READ);
        mapped = RecordedState.SCRATCH_SIZE;
        tryForms(HALF);
        assertThat(changed).isEmpty();
        // Only what stores.
        assertThat(faults).isGreaterThan(400);
    }

    @Test
    void stacksAcrossTheirEnds() {
        Random random = new Random(12);
        StateMaker maker = new StateMaker(random);
        for (Form form : MakeVectors.recordable()) {
            boolean stack = switch (form.op()) {
                case PUSH, POP, PUSHF, POPF, CALL, RET, ENTER, LEAVE -> true;
                default -> false;
            };
            for (int i = 0; stack && i < 8; i++) {
                Case made = maker.make(form);
                if (made == null || made.instruction().length() != made.code().length) {
                    continue;
                }
                long end = i % 2 == 0 ? HALF : RecordedState.SCRATCH;
                made.before().cpu.gpr[CpuState.RSP] = end - 4 + random.nextInt(8);
                made.before().cpu.gpr[CpuState.RBP] = HALF - 4 + random.nextInt(8);
                execute(form.name(), made.code(), made.before());
            }
        }
        assertThat(changed).isEmpty();
        assertThat(faults).isGreaterThan(STACK_ONLY);
    }
}
