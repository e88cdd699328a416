package org.hermitscope.x86.interp;

import org.hermitscope.x86.cpu.Cpu;

/// One decoded instruction, ready to run. Immutable but for what a block links; shared by nothing.
///
/// Contract of [#execute]: it either completes or throws [org.hermitscope.x86.mmu.GuestFault] with registers,
/// flags and memory as before the instruction (string instructions: as after the last whole iteration). RIP is
/// not touched, except by branches, which must be the last of their block and set [Cpu#rip] on every path.
public abstract class Operation {
    public abstract void execute(Cpu cpu);

    /// Whether the instruction reads a memory operand in order to write it back. Its page faults then tell of a
    /// write, also when the read noticed them.
    public boolean updatesMemory() {
        return false;
    }
}
