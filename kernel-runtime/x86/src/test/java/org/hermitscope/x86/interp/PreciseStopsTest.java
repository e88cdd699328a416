package org.hermitscope.x86.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Instructions that stop in the middle and go on, single steps, and what fetching and addressing allow.
class PreciseStopsTest {
    private static final long CODE = 0x40_0000;
    private static final long DATA = 0x50_0000;
    private static final int PAGE = HostMemory.PAGE_SIZE;

    private final Window window = new Window(64L << 20);
    private final Vcpu vcpu =
            SoftEngine.hosted(new ProcessorModel(), new RealTimeClock(), window).newVcpu();
    private final CpuState state = vcpu.state();

    PreciseStopsTest() {
        window.protect(CODE, PAGE, Protection.READ | Protection.WRITE | Protection.EXEC);
        window.protect(DATA, PAGE, Protection.READ | Protection.WRITE);
        state.gpr[CpuState.RSP] = DATA + PAGE;
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void code(long at, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        window.poke(at, bytes, 0, bytes.length);
        state.rip = at;
    }

    private VcpuExit.Fault fault() {
        return (VcpuExit.Fault) vcpu.run(1000);
    }

    @Test
    void aCopyStopsAtAMissingPageAndGoesOnWhenItIsThere() {
        // rep movsq; int3
        code(CODE, "f348a5 cc");
        window.memory().putLong(DATA, 0x1122_3344_5566_7788L);
        state.gpr[CpuState.RSI] = DATA;
        state.gpr[CpuState.RDI] = DATA + PAGE - 16;
        state.gpr[CpuState.RCX] = 5;
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.PF, 6, DATA + PAGE, false));
        assertThat(state.rip).isEqualTo(CODE);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(3);
        assertThat(state.gpr[CpuState.RSI]).isEqualTo(DATA + 16);
        assertThat(state.gpr[CpuState.RDI]).isEqualTo(DATA + PAGE);
        assertThat(window.memory().getLong(DATA + PAGE - 16)).isEqualTo(0x1122_3344_5566_7788L);
        window.protect(DATA + PAGE, PAGE, Protection.READ | Protection.WRITE);
        assertThat(fault().vector()).isEqualTo(Vector.BP);
        assertThat(state.gpr[CpuState.RCX]).isZero();
        assertThat(state.gpr[CpuState.RDI]).isEqualTo(DATA + PAGE + 24);
    }

    @Test
    void aComparisonKeepsTheFlagsOfItsLastIterationWhenItFaults() {
        // repe cmpsb
        code(CODE, "f3a6 cc");
        state.gpr[CpuState.RSI] = DATA + PAGE - 2;
        state.gpr[CpuState.RDI] = DATA;
        state.gpr[CpuState.RCX] = 10;
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.PF, 4, DATA + PAGE, false));
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(8);
        assertThat(state.rflags & Rflags.ZF).isNotZero();
    }

    @Test
    void aGatherKeepsTheElementsItHas() {
        // vpgatherdd xmm1, [rbx + xmm2 * 4], xmm3; int3
        code(CODE, "c4e261900c93 cc");
        window.memory().putInt(DATA, 11);
        window.memory().putInt(DATA + 4, 22);
        window.memory().putInt(DATA + 8, 33);
        state.gpr[CpuState.RBX] = DATA;
        state.vector[8] = 1L << 32;
        state.vector[9] = 2L << 32 | PAGE;
        state.vector[12] = -1;
        state.vector[13] = -1;
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.PF, 4, DATA + 4L * PAGE, false));
        assertThat(state.rip).isEqualTo(CODE);
        assertThat(state.vector[4]).isEqualTo(22L << 32 | 11);
        assertThat(state.vector[12]).isZero();
        assertThat(state.vector[13]).isEqualTo(-1);
        window.protect(DATA + 4L * PAGE, PAGE, Protection.READ);
        assertThat(fault().vector()).isEqualTo(Vector.BP);
        assertThat(state.vector[5]).isEqualTo(33L << 32);
        assertThat(state.vector[13]).isZero();
    }

    @Test
    void theTrapFlagTrapsBehindEachIteration() {
        // rep stosb; nop
        code(CODE, "f3aa 90");
        state.gpr[CpuState.RDI] = DATA;
        state.gpr[CpuState.RCX] = 3;
        state.rflags |= Rflags.TF;
        for (int left = 2; left >= 0; left--) {
            assertThat(fault().vector()).isEqualTo(Vector.DB);
            assertThat(state.gpr[CpuState.RCX]).isEqualTo(left);
            assertThat(state.rip).isEqualTo(left == 0 ? CODE + 2 : CODE);
            state.rflags |= Rflags.TF;
        }
        assertThat(state.gpr[CpuState.RDI]).isEqualTo(DATA + 3);
        assertThat(fault().vector()).isEqualTo(Vector.DB);
        assertThat(state.rip).isEqualTo(CODE + 3);
    }

    @Test
    void aFaultComesWithoutATrapAndTheTrapAfterTheInstructionIsDone() {
        // mov [rbx], al
        code(CODE, "8803 90");
        state.gpr[CpuState.RBX] = DATA + PAGE;
        state.rflags |= Rflags.TF;
        assertThat(fault().vector()).isEqualTo(Vector.PF);
        assertThat(state.rip).isEqualTo(CODE);
        state.gpr[CpuState.RBX] = DATA;
        assertThat(fault().vector()).isEqualTo(Vector.DB);
        assertThat(state.rip).isEqualTo(CODE + 2);
    }

    @Test
    void fifteenBytesAreAnInstructionAndSixteenAreNot() {
        code(CODE, "66".repeat(14) + "90 cc");
        assertThat(fault().vector()).isEqualTo(Vector.BP);
        assertThat(state.rip).isEqualTo(CODE + 16);
        code(CODE, "66".repeat(15) + "90 cc");
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.GP, 0, 0, false));
        assertThat(state.rip).isEqualTo(CODE);
    }

    @Test
    void anInstructionMayNotReachIntoAPageThatIsNotExecutable() {
        // mov eax, imm32, with its last bytes on the next page
        long at = CODE + PAGE - 3;
        code(at, "b81122");
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.PF, 0x14, CODE + PAGE, false));
        assertThat(state.rip).isEqualTo(at);
        window.protect(CODE + PAGE, PAGE, Protection.READ | Protection.WRITE);
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.PF, 0x15, CODE + PAGE, false));
        window.protect(CODE + PAGE, PAGE, Protection.READ | Protection.EXEC);
        code(at, "b811223344 cc");
        assertThat(fault().vector()).isEqualTo(Vector.BP);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(0x4433_2211);
    }

    @Test
    void anInstructionThatEndsWithItsPageNeedsNoOther() {
        code(CODE + PAGE - 2, "b077");
        assertThat(vcpu.run(1)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(0x77);
        assertThat(fault()).isEqualTo(new VcpuExit.Fault(Vector.PF, 0x14, CODE + PAGE, false));
    }

    @Test
    void shortAddressesWrapBeforeTheSegmentBaseIsAdded() {
        // mov eax, fs:[ebx + ecx * 4 + 0x10]
        code(CODE, "6467 8b448b10 cc");
        window.memory().putInt(DATA + 0x20, 0x1234);
        state.segments[CpuState.FS].base = DATA;
        state.gpr[CpuState.RBX] = 0xffff_ffff_ffff_fff0L;
        state.gpr[CpuState.RCX] = 0x8000_0000_0000_0008L;
        assertThat(fault().vector()).isEqualTo(Vector.BP);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(0x1234);
    }

    @Test
    void onlyFsAndGsHaveBases() {
        // mov eax, gs:[rbx]; mov ecx, cs:[rbx]; mov edx, es:[rbx]
        code(CODE, "658b03 2e8b0b 268b13 cc");
        window.memory().putInt(DATA, 1);
        window.memory().putInt(DATA + 0x100, 2);
        state.segments[CpuState.GS].base = 0x100;
        state.segments[CpuState.ES].base = 0x200;
        state.gpr[CpuState.RBX] = DATA;
        assertThat(fault().vector()).isEqualTo(Vector.BP);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(2);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(1);
        assertThat(state.gpr[CpuState.RDX]).isEqualTo(1);
    }
}
