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

/// What no vector can show: instructions whose results differ each time, and those that concern segments and the
/// way into a kernel. XSAVE has `XsaveTest`, estimates have `EstimateInstructionsTest`, ring 0 has `Ring0Test`.
class UnrecordedInstructionsTest {
    private static final long CODE = 0x40_0000;
    private static final long DATA = 0x50_0000;
    private static final long DIRTY = 0xdead_beef_dead_beefL;

    private final Window window = new Window(64L << 20);
    private final Vcpu vcpu =
            SoftEngine.hosted(new ProcessorModel(), new RealTimeClock(), window).newVcpu();
    private final CpuState state = vcpu.state();

    UnrecordedInstructionsTest() {
        window.protect(CODE, HostMemory.PAGE_SIZE, Protection.READ | Protection.EXEC);
        window.protect(DATA, HostMemory.PAGE_SIZE, Protection.READ | Protection.WRITE);
        state.gpr[CpuState.RBX] = DATA;
        state.gpr[CpuState.RSP] = DATA + 0x800;
    }

    @AfterEach
    void close() {
        window.close();
    }

    private VcpuExit execute(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        window.poke(CODE, bytes, 0, bytes.length);
        state.rip = CODE;
        return vcpu.run(1);
    }

    private void completes(String hex) {
        assertThat(execute(hex)).as(hex).isEqualTo(VcpuExit.LimitReached.INSTANCE);
    }

    private void faults(String hex, int vector, long errorCode) {
        assertThat(execute(hex)).as(hex).isEqualTo(new VcpuExit.Fault(vector, errorCode, 0, false));
        assertThat(state.rip).as(hex).isEqualTo(CODE);
    }

    private boolean isZero() {
        return (state.rflags & Rflags.ZF) != 0;
    }

    @Test
    void timeStampsGrowAndClearUpperHalves() {
        state.gpr[CpuState.RAX] = DIRTY;
        state.gpr[CpuState.RDX] = DIRTY;
        completes("0f31");
        long first = state.gpr[CpuState.RDX] << 32 | state.gpr[CpuState.RAX];
        assertThat(state.gpr[CpuState.RAX] >>> 32 | state.gpr[CpuState.RDX] >>> 32)
                .isZero();
        state.tscAux = 7;
        completes("0f01f9");
        assertThat(state.gpr[CpuState.RDX] << 32 | state.gpr[CpuState.RAX]).isGreaterThanOrEqualTo(first);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(7);
        state.gpr[CpuState.RDX] = DIRTY;
        completes("f30fc7fa");
        assertThat(state.gpr[CpuState.RDX]).isEqualTo(7);
    }

    @Test
    void randomNumbersSetCarryAndDiffer() {
        for (String hex : new String[] {"480fc7f0", "480fc7f8"}) {
            state.rflags |= Rflags.ZF | Rflags.OF | Rflags.SF;
            completes(hex);
            long first = state.gpr[CpuState.RAX];
            assertThat(state.rflags & (Rflags.CF | Rflags.ZF | Rflags.OF | Rflags.SF))
                    .isEqualTo(Rflags.CF);
            completes(hex);
            assertThat(state.gpr[CpuState.RAX]).isNotEqualTo(first);
        }
        state.gpr[CpuState.RAX] = DIRTY;
        completes("660fc7f0");
        assertThat(state.gpr[CpuState.RAX] >>> 16).isEqualTo(DIRTY >>> 16);
        completes("0fc7f0");
        assertThat(state.gpr[CpuState.RAX] >>> 32).isZero();
    }

    @Test
    void cpuidAnswersInHalvesOfFourRegisters() {
        state.gpr[CpuState.RAX] = 0xffff_ffff_0000_0000L;
        completes("0fa2");
        assertThat(state.gpr[CpuState.RBX]).isEqualTo(0x6874_7541);
        assertThat(state.gpr[CpuState.RDX]).isEqualTo(0x6974_6e65);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(0x444d_4163);
    }

    @Test
    void interruptInstructionsTrapOnlyWhereLinuxHasGatesForThem() {
        assertThat(execute("cc")).isEqualTo(new VcpuExit.Fault(Vector.BP, 0, 0, true));
        assertThat(state.rip).isEqualTo(CODE + 1);
        assertThat(execute("cd03")).isEqualTo(new VcpuExit.Fault(Vector.BP, 0, 0, true));
        assertThat(state.rip).isEqualTo(CODE + 2);
        assertThat(execute("f1")).isEqualTo(new VcpuExit.Fault(Vector.DB, 0, 0, true));
        assertThat(state.rip).isEqualTo(CODE + 1);
        faults("cd0e", Vector.GP, 0x0e * 8 + 2);
        faults("ce", Vector.UD, 0);
        faults("0f34", Vector.UD, 0);
    }

    @Test
    void dataSegmentsTakeLinuxsSelectorsAndNoOthers() {
        for (int selector : new int[] {0, 3, 0x2b, 0x23, 0x33}) {
            state.gpr[CpuState.RAX] = selector;
            completes("8ed8");
            assertThat(state.segments[CpuState.DS].selector).isEqualTo(selector);
        }
        state.gpr[CpuState.RAX] = 0x53;
        faults("8ed8", Vector.GP, 0x50);
        state.gpr[CpuState.RAX] = 0;
        faults("8ed0", Vector.GP, 0);
        faults("8ec8", Vector.UD, 0);
        window.memory().putLong(DATA + 0x800, 0x2b);
        completes("0fa1");
        assertThat(state.segments[CpuState.FS].selector).isEqualTo(0x2b);
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(DATA + 0x808);
    }

    @Test
    void farPointersLoadBothOrNeither() {
        window.memory().putLong(DATA, 0x2b_1122_3344L);
        for (String hex : new String[] {"0fb203", "0fb403", "0fb503"}) {
            state.gpr[CpuState.RAX] = DIRTY;
            completes(hex);
            assertThat(state.gpr[CpuState.RAX]).isEqualTo(0x1122_3344);
        }
        window.memory().putLong(DATA, 0x53_1122_3344L);
        state.gpr[CpuState.RAX] = DIRTY;
        faults("0fb403", Vector.GP, 0x50);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(DIRTY);
    }

    @Test
    void selectorsTellWhatLinuxHas() {
        long[][] known = {
            {0x23, 0xcffb00, 0xffff_ffffL, 0}, {0x2b, 0xcff300, 0xffff_ffffL, 1}, {0x33, 0xaffb00, 0xffff_ffffL, 0}
        };
        for (long[] one : known) {
            state.gpr[CpuState.RCX] = one[0];
            completes("0f02c1");
            assertThat(isZero()).isTrue();
            assertThat(state.gpr[CpuState.RAX]).isEqualTo(one[1]);
            completes("0f03c1");
            assertThat(isZero()).isTrue();
            assertThat(state.gpr[CpuState.RAX]).isEqualTo(one[2]);
            completes("0f00e1");
            assertThat(isZero()).isTrue();
            completes("0f00e9");
            assertThat(isZero()).isEqualTo(one[3] == 1);
        }
        // The processor's number, as old C libraries ask for it.
        state.tscAux = 5;
        state.gpr[CpuState.RCX] = 0x7b;
        completes("0f03c1");
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(5);
    }

    @Test
    void otherSelectorsOnlyClearTheZeroFlag() {
        for (int selector : new int[] {0, 3, 0x10, 0x18, 0x43, 0x2f, 0xfff8}) {
            for (String hex : new String[] {"0f02c1", "0f03c1", "0f00e1", "0f00e9"}) {
                state.gpr[CpuState.RAX] = DIRTY;
                state.gpr[CpuState.RCX] = selector;
                state.rflags |= Rflags.ZF | Rflags.CF;
                completes(hex);
                assertThat(isZero()).as(hex + " of " + selector).isFalse();
                assertThat(state.gpr[CpuState.RAX]).isEqualTo(DIRTY);
                assertThat(state.rflags & Rflags.CF).isNotZero();
            }
        }
    }

    @Test
    void farTransfersStayInRing3() {
        // lret: to the same code segment
        window.memory().putInt(DATA + 0x800, (int) CODE + 0x100);
        window.memory().putInt(DATA + 0x804, 0x33);
        completes("cb");
        assertThat(state.rip).isEqualTo(CODE + 0x100);
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(DATA + 0x808);
        state.gpr[CpuState.RSP] = DATA + 0x800;
        window.memory().putInt(DATA + 0x804, 0x10);
        faults("cb", Vector.GP, 0x10);
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(DATA + 0x800);
        // ljmp and lcall through memory
        window.memory().putInt(DATA, (int) CODE + 0x200);
        window.memory().putShort(DATA + 4, (short) 0x33);
        completes("ff2b");
        assertThat(state.rip).isEqualTo(CODE + 0x200);
        completes("ff1b");
        assertThat(state.rip).isEqualTo(CODE + 0x200);
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(DATA + 0x7f8);
        assertThat(window.memory().getInt(DATA + 0x7f8)).isEqualTo((int) CODE + 2);
        assertThat(window.memory().getInt(DATA + 0x7fc)).isEqualTo(0x33);
    }

    @Test
    void interruptReturnTakesWholeFrames() {
        long[] frame = {CODE + 0x300, 0x33, 0x202 | Rflags.CF, DATA + 0x400, 0x2b};
        for (int i = 0; i < frame.length; i++) {
            window.memory().putLong(DATA + 0x800 + 8L * i, frame[i]);
        }
        completes("48cf");
        assertThat(state.rip).isEqualTo(CODE + 0x300);
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(DATA + 0x400);
        assertThat(state.rflags & Rflags.CF).isNotZero();
        state.gpr[CpuState.RSP] = DATA + 0x800;
        window.memory().putLong(DATA + 0x808, 0x10);
        faults("48cf", Vector.GP, 0x10);
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(DATA + 0x800);
    }

    @Test
    void popfCannotRaisePrivilegeButSetsNtAcAndId() {
        window.memory().putLong(DATA + 0x800, 0x24_7fd7L & ~0x100L);
        completes("9d");
        assertThat(state.rflags).isEqualTo(0x24_4ed7L & ~0x100L | Rflags.IF);
    }

    @Test
    void tableRegistersAreReadOrRefusedAsTheControlRegisterSays() {
        for (String hex : new String[] {"0f0103", "0f010b", "0f0003", "0f000b", "0f0123"}) {
            state.cr4 &= ~(1L << 11);
            completes(hex);
            state.cr4 |= 1 << 11;
            faults(hex, Vector.GP, 0);
        }
    }

    @Test
    void bareSyscallsSayWhereTheyCameFrom() {
        assertThat(execute("0f05")).isEqualTo(VcpuExit.Syscall.INSTANCE);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(CODE + 2);
    }
}
