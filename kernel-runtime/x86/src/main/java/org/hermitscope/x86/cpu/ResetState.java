package org.hermitscope.x86.cpu;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.SegmentRegister;
import org.hermitscope.machine.XsaveArea;

/// States that a processor begins in.
public final class ResetState {
    private static final int CODE_16 = 0x9b00;
    private static final int DATA_16 = 0x9300;

    private ResetState() {}

    /// After RESET (SDM 3A table 9-1): real mode at F000:FFF0.
    public static CpuState processor() {
        CpuState state = new CpuState();
        for (SegmentRegister segment : state.segments) {
            segment.load(0, 0, 0xffff, DATA_16);
        }
        state.segments[CpuState.CS].load(0xf000, 0xffff0000L, 0xffff, CODE_16);
        state.ldtr.load(0, 0, 0xffff, 0x8200);
        state.tr.load(0, 0, 0xffff, 0x8b00);
        state.gdtrLimit = 0xffff;
        state.idtrLimit = 0xffff;
        state.cr0 = 0x60000010L;
        state.rip = 0xfff0;
        state.gpr[CpuState.RDX] = 0x600;
        return state;
    }

    /// As a Linux kernel enters a program: 64-bit ring 3 with flat segments, and all on that the processor has of
    /// SSE, AVX and FSGSBASE.
    public static CpuState linuxProgram(CpuModel model) {
        CpuState state = new CpuState();
        state.cr0 = 0x80050033L;
        state.cr4 = 0x620;
        if (model.hasFsgsbase()) {
            state.cr4 |= ControlRegisters.CR4_FSGSBASE;
        }
        if (model.hasXsave()) {
            state.cr4 |= ControlRegisters.CR4_OSXSAVE;
            state.xcr0 = XsaveArea.COMPONENTS;
        }
        state.efer = 0xd01;
        state.rflags = Rflags.FIXED | Rflags.IF;
        state.segments[CpuState.CS].load(0x33, 0, -1, 0xa0fb00);
        state.segments[CpuState.SS].load(0x2b, 0, -1, 0xc0f300);
        for (int register : new int[] {CpuState.DS, CpuState.ES, CpuState.FS, CpuState.GS}) {
            state.segments[register].load(0, 0, 0, 0);
        }
        return state;
    }
}
