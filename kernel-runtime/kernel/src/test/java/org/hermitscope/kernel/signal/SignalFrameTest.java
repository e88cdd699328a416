package org.hermitscope.kernel.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.memory.MapFlags;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SignalFrameTest {
    private static final long STACK = 0x10_0000;
    private static final int STACK_SIZE = 0x1_0000;
    private static final long RSP = STACK + 0x8123;
    private static final long HANDLER = 0x40_1000;
    private static final long RESTORER = 0x40_2000;
    private static final SignalFrame.Trap TRAP = new SignalFrame.Trap(14, 6, 0x1234);

    private final Window window = new Window(1L << 32);
    private final AddressSpace space = new AddressSpace(window);
    private final UserMemory memory = space.memory();
    private final CpuState state = new CpuState();
    private final SignalInfo info = SignalInfo.fault(Signal.SEGV, 1, 0x1234);

    SignalFrameTest() {
        space.mapAnonymous(
                STACK,
                STACK_SIZE,
                Protection.READ | Protection.WRITE,
                MapFlags.PRIVATE | MapFlags.ANONYMOUS | MapFlags.FIXED);
        for (int i = 0; i < 16; i++) {
            state.gpr[i] = 0x1111_0000L + i;
        }
        for (int i = 0; i < state.vector.length; i++) {
            state.vector[i] = 0x7700_0000L + i;
        }
        state.gpr[CpuState.RSP] = RSP;
        state.rip = 0x40_0123;
        state.rflags = Rflags.FIXED | Rflags.IF | Rflags.DF | Rflags.CF;
        state.xcr0 = 7;
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static SignalAction action(long flags) {
        return new SignalAction(HANDLER, flags, RESTORER, 0);
    }

    private boolean push(long flags, AlternateStack stack) {
        return SignalFrame.push(state, memory, info, action(flags), stack, 0x55, TRAP);
    }

    @Test
    void theHandlerFindsItsArgumentsAndAnAlignedStack() {
        assertThat(push(SignalAction.RESTORER, AlternateStack.NONE)).isTrue();
        long rsp = state.gpr[CpuState.RSP];
        assertThat(rsp + 8 & 15).isZero();
        assertThat(memory.getLong(rsp)).isEqualTo(RESTORER);
        assertThat(state.rip).isEqualTo(HANDLER);
        assertThat(state.gpr[CpuState.RDI]).isEqualTo(Signal.SEGV);
        assertThat(state.gpr[CpuState.RDX]).isEqualTo(rsp + 8);
        assertThat(state.gpr[CpuState.RSI]).isEqualTo(rsp + 8 + 304);
        assertThat(state.gpr[CpuState.RAX]).isZero();
        assertThat(state.rflags & Rflags.DF).isZero();
        assertThat(memory.getInt(state.gpr[CpuState.RSI])).isEqualTo(Signal.SEGV);
        assertThat(memory.getLong(state.gpr[CpuState.RSI] + 16)).isEqualTo(0x1234);
    }

    @Test
    void theContextHoldsTheInterruptedRegisters() {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        long context = state.gpr[CpuState.RDX];
        assertThat(memory.getLong(context)).as("uc_flags").isEqualTo(7);
        assertThat(memory.getLong(context + 40)).as("r8").isEqualTo(0x1111_0008L);
        assertThat(memory.getLong(context + 40 + 15 * 8)).as("rsp").isEqualTo(RSP);
        assertThat(memory.getLong(context + 40 + 16 * 8)).as("rip").isEqualTo(0x40_0123);
        assertThat(memory.getLong(context + 40 + 18 * 8)).as("selectors").isEqualTo(0x002b_0000_0000_0033L);
        assertThat(memory.getLong(context + 40 + 19 * 8)).as("err").isEqualTo(6);
        assertThat(memory.getLong(context + 40 + 20 * 8)).as("trapno").isEqualTo(14);
        assertThat(memory.getLong(context + 40 + 22 * 8)).as("cr2").isEqualTo(0x1234);
        assertThat(memory.getLong(context + 296)).as("mask").isEqualTo(0x55);
    }

    @Test
    void theProcessorStateLiesAlignedBelowTheRedZoneWithItsMagics() {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        long fpstate = memory.getLong(state.gpr[CpuState.RDX] + 40 + 23 * 8);
        assertThat(fpstate & 63).isZero();
        assertThat(fpstate + 832 + 4).isLessThanOrEqualTo(RSP - 128);
        assertThat(memory.getInt(fpstate + 464)).isEqualTo(0x4650_5853);
        assertThat(memory.getInt(fpstate + 468)).isEqualTo(836);
        assertThat(memory.getLong(fpstate + 472)).isEqualTo(7);
        assertThat(memory.getInt(fpstate + 480)).isEqualTo(832);
        assertThat(memory.getInt(fpstate + 832)).isEqualTo(0x4650_5845);
        assertThat(memory.getLong(fpstate + 160 + 16)).as("xmm1").isEqualTo(0x7700_0004L);
        assertThat(memory.getLong(fpstate + 576 + 16)).as("upper ymm1").isEqualTo(0x7700_0006L);
    }

    @Test
    void returningRestoresWhatTheHandlerEdited() {
        CpuState before = new CpuState();
        before.copyFrom(state);
        push(SignalAction.RESTORER, AlternateStack.NONE);
        long context = state.gpr[CpuState.RDX];
        long fpstate = memory.getLong(context + 40 + 23 * 8);
        memory.putLong(context + 40 + 11 * 8, 99);
        memory.putLong(fpstate + 160, 42);
        memory.putLong(fpstate + 576, 43);
        memory.putLong(context + 296, 0xf0);
        for (int i = 0; i < 16; i++) {
            state.gpr[i] ^= i == CpuState.RSP ? 0 : -1;
        }
        state.vector[8] = -1;
        state.gpr[CpuState.RSP] += 8;
        SignalFrame.Restored restored = Objects.requireNonNull(SignalFrame.pop(state, memory));
        assertThat(restored.mask()).isEqualTo(0xf0);
        before.gpr[CpuState.RBX] = 99;
        before.vector[0] = 42;
        before.vector[2] = 43;
        assertThat(state.gpr).isEqualTo(before.gpr);
        assertThat(state.vector).isEqualTo(before.vector);
        assertThat(state.rip).isEqualTo(before.rip);
        assertThat(state.rflags).isEqualTo(before.rflags);
    }

    @Test
    void withoutStateTheProcessorIsReset() {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        memory.putLong(state.gpr[CpuState.RDX] + 40 + 23 * 8, 0);
        state.gpr[CpuState.RSP] += 8;
        assertThat(SignalFrame.pop(state, memory)).isNotNull();
        assertThat(state.vector).containsOnly(0);
        assertThat(state.mxcsr).isEqualTo(0x1f80);
    }

    @Test
    void badMagicsMeanTheOldFormat() {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        long fpstate = memory.getLong(state.gpr[CpuState.RDX] + 40 + 23 * 8);
        memory.putInt(fpstate + 832, 0);
        memory.putLong(fpstate + 160, 5);
        memory.putLong(fpstate + 576, 6);
        state.gpr[CpuState.RSP] += 8;
        assertThat(SignalFrame.pop(state, memory)).isNotNull();
        assertThat(state.vector[0]).isEqualTo(5);
        assertThat(state.vector[2]).as("begins anew").isZero();
    }

    private long fpstate() {
        return memory.getLong(state.gpr[CpuState.RDX] + 40 + 23 * 8);
    }

    private void popWith(int offset, long value) {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        memory.putLong(fpstate() + offset, value);
        state.gpr[CpuState.RSP] += 8;
    }

    @Test
    void theImageIsXsavesInTheStandardFormat() {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        assertThat(fpstate() & 63).isZero();
        assertThat(memory.getInt(fpstate() + 464)).as("magic1").isEqualTo(0x46505853);
        assertThat(memory.getInt(fpstate() + 468)).as("extended_size").isEqualTo(836);
        assertThat(memory.getLong(fpstate() + 472)).as("xfeatures").isEqualTo(7);
        assertThat(memory.getInt(fpstate() + 480)).as("xstate_size").isEqualTo(832);
        assertThat(memory.getLong(fpstate() + 512)).as("XSTATE_BV").isEqualTo(7);
        assertThat(memory.getLong(fpstate() + 520)).as("XCOMP_BV").isZero();
        assertThat(memory.getLong(fpstate() + 576 + 16 * 3)).isEqualTo(state.vector[4 * 3 + 2]);
        assertThat(memory.getInt(fpstate() + 832)).as("magic2").isEqualTo(0x46505845);
    }

    @Test
    void unusedUpperHalvesAreNotMarked() {
        Arrays.fill(state.vector, 0);
        push(SignalAction.RESTORER, AlternateStack.NONE);
        assertThat(memory.getLong(fpstate() + 512)).isEqualTo(3);
    }

    @Test
    void componentsThatAHandlerUnmarksBeginAnew() {
        popWith(512, 3);
        assertThat(SignalFrame.pop(state, memory)).isNotNull();
        assertThat(state.vector[0]).isEqualTo(0x7700_0000L);
        assertThat(state.vector[2]).isZero();
        state.mxcsr = 0x1f84;
        popWith(472, 4);
        assertThat(SignalFrame.pop(state, memory)).isNotNull();
        assertThat(state.vector[0]).isZero();
        assertThat(state.mxcsr).isEqualTo(0x1f80);
    }

    @Test
    void whatXrstorRefusesIsRefused() {
        popWith(512, 1L << 62);
        assertThat(SignalFrame.pop(state, memory)).as("unknown component").isNull();
        popWith(520, 7 | 1L << 63);
        assertThat(SignalFrame.pop(state, memory)).as("compacted").isNull();
        popWith(528, 1);
        assertThat(SignalFrame.pop(state, memory)).as("reserved header bytes").isNull();
    }

    @Test
    void badFramesAreRefused() {
        push(SignalAction.RESTORER, AlternateStack.NONE);
        long fpstate = memory.getLong(state.gpr[CpuState.RDX] + 40 + 23 * 8);
        memory.putInt(fpstate + 24, -1);
        state.gpr[CpuState.RSP] += 8;
        assertThat(SignalFrame.pop(state, memory)).as("reserved MXCSR bits").isNull();
        state.gpr[CpuState.RSP] = 8;
        assertThat(SignalFrame.pop(state, memory)).as("unmapped").isNull();
    }

    @Test
    void theAlternateStackIsTakenFromItsTopUnlessInUse() {
        AlternateStack stack = new AlternateStack(STACK + 0xa000, 0x4000, 0);
        push(SignalAction.RESTORER | SignalAction.ONSTACK, stack);
        long first = state.gpr[CpuState.RSP];
        assertThat(first).isBetween(STACK + 0xc000, STACK + 0xe000);
        assertThat(memory.getInt(state.gpr[CpuState.RDX] + 24)).as("ss_flags").isZero();
        push(SignalAction.RESTORER | SignalAction.ONSTACK, stack);
        assertThat(state.gpr[CpuState.RSP]).isLessThan(first);
        assertThat(memory.getInt(state.gpr[CpuState.RDX] + 24))
                .as("ss_flags, as set")
                .isZero();
    }

    @Test
    void whatCannotBeWrittenLeavesTheRegistersAlone() {
        state.gpr[CpuState.RSP] = STACK + 100;
        assertThat(push(SignalAction.RESTORER, AlternateStack.NONE)).isFalse();
        assertThat(state.gpr[CpuState.RSP]).isEqualTo(STACK + 100);
        assertThat(state.rip).isEqualTo(0x40_0123);
        state.gpr[CpuState.RSP] = RSP;
        assertThat(push(0, AlternateStack.NONE)).as("no restorer").isFalse();
    }

    @Test
    void withoutXsaveTheImageIsFxsavesAlone() {
        state.xcr0 = 1;
        push(SignalAction.RESTORER, AlternateStack.NONE);
        assertThat(memory.getLong(state.gpr[CpuState.RDX])).as("uc_flags").isEqualTo(6);
        assertThat(XsaveImage.size(1)).isEqualTo(512);
        assertThat(XsaveImage.size(3)).isEqualTo(576);
        assertThat(XsaveImage.size(7)).isEqualTo(832);
    }
}
