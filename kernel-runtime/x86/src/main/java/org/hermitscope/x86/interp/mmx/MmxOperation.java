package org.hermitscope.x86.interp.mmx;

import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.X87Word;

/// What MMX instructions have in common: their registers are the significands of the x87 registers, and using
/// them makes the x87 stack full and its top register 0 (SDM 1 9.5).
abstract class MmxOperation extends Operation {
    private static final int CR0_EM = 1 << 2;
    private static final int CR0_TS = 1 << 3;
    /// Sign and exponent of a register that an MMX instruction has written.
    private static final int WRITTEN = 0xffff;

    /// #UD, #NM or #MF where the instruction may not run (SDM 3A 12.5).
    static void begin(Cpu cpu) {
        long cr0 = cpu.state.cr0;
        if ((cr0 & (CR0_EM | CR0_TS)) != 0) {
            throw (cr0 & CR0_EM) != 0 ? cpu.undefinedOpcode() : cpu.fault.with(Vector.NM, 0, 0);
        }
        if ((cpu.fpu.status & X87Word.ES) != 0) {
            throw cpu.fault.with(Vector.MF, 0, 0);
        }
    }

    /// Leaves the x87 state as every MMX instruction does. Comes after the last access to memory.
    static FpuState enter(Cpu cpu) {
        FpuState fpu = cpu.fpu;
        fpu.top = 0;
        fpu.inUse = 0xff;
        return fpu;
    }

    static void write(FpuState fpu, int register, long value) {
        fpu.significand[register] = value;
        fpu.signExponent[register] = WRITTEN;
    }

    static int number(Operand operand) {
        return ((Operand.Register) operand).number();
    }
}
