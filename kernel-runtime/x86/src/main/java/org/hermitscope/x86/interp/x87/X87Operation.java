package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.Float80;
import org.hermitscope.x86.semantics.X87Result;
import org.hermitscope.x86.semantics.X87Word;

/// What x87 instructions have in common: waiting for pending exceptions, the register stack, the status word.
///
/// Memory operands are accessed before anything is changed, so that their faults leave no trace; exceptions of
/// the FPU itself are recorded, and the next waiting instruction takes them (SDM 1 8.7).
abstract class X87Operation extends Operation {
    static final int STACK_UNDERFLOW = X87Word.IE | X87Word.SF;
    static final int STACK_OVERFLOW = X87Word.IE | X87Word.SF | X87Word.C1;

    final X87Result result = new X87Result();
    private final X87Pointers pointers;

    X87Operation(Instruction instruction) {
        this.pointers = new X87Pointers(instruction);
    }

    /// #NM where the FPU may not be used, #MF where an exception is pending.
    static FpuState begin(Cpu cpu) {
        cpu.requireX87(false);
        FpuState fpu = cpu.fpu;
        if ((fpu.status & X87Word.ES) != 0) {
            throw cpu.fault.with(Vector.MF, 0, 0);
        }
        return fpu;
    }

    /// Physical number of ST(i).
    static int register(FpuState fpu, int i) {
        return fpu.top + i & 7;
    }

    static boolean isEmpty(FpuState fpu, int i) {
        return (fpu.inUse >>> (fpu.top + i & 7) & 1) == 0;
    }

    /// Writes ST(i) and marks it used.
    static void write(FpuState fpu, int i, int signExponent, long significand) {
        int register = fpu.top + i & 7;
        fpu.signExponent[register] = signExponent;
        fpu.significand[register] = significand;
        fpu.inUse |= 1 << register;
    }

    static void writeIndefinite(FpuState fpu, int i) {
        write(fpu, i, Float80.SIGN | Float80.MAX_EXPONENT, Float80.INDEFINITE);
    }

    static void pop(FpuState fpu) {
        fpu.inUse &= ~(1 << fpu.top);
        fpu.top = fpu.top + 1 & 7;
    }

    /// Adds flags to the status word, C1 replaced.
    final void raise(Cpu cpu, int flags) {
        FpuState fpu = cpu.fpu;
        fpu.lastInstruction = pointers.instruction;
        fpu.status = fpu.status & ~X87Word.C1 | flags;
        if ((flags & ~fpu.control & X87Word.EXCEPTIONS) != 0) {
            fpu.status |= X87Word.ES | X87Word.BUSY;
            pointers.record(cpu);
        }
    }

    /// Adds exception flags and leaves the condition codes alone, but for C1 when the stack underflows.
    final void raiseOnly(Cpu cpu, int flags) {
        raise(cpu, (flags & X87Word.SF) == 0 ? flags | cpu.fpu.status & X87Word.C1 : flags);
    }

    /// Raises the flags of a computed result.
    ///
    /// @return whether the result counts: no exception that stops the operation is unmasked
    final boolean accept(Cpu cpu, int flags) {
        if ((flags & ~cpu.fpu.control & X87Word.BEFORE) == 0) {
            raise(cpu, flags);
            return true;
        }
        raise(cpu, flags & (X87Word.BEFORE | X87Word.SF));
        return false;
    }

    /// Raises a stack underflow.
    ///
    /// @return whether it is masked, so that the operation goes on with the real indefinite
    final boolean underflow(Cpu cpu) {
        raise(cpu, STACK_UNDERFLOW);
        return (cpu.fpu.control & X87Word.IE) != 0;
    }

    /// Makes room for a value on the stack and writes it, or the indefinite when there is no room.
    final void push(Cpu cpu, int signExponent, long significand, int flags) {
        FpuState fpu = cpu.fpu;
        if (!isEmpty(fpu, 7)) {
            raise(cpu, STACK_OVERFLOW);
            if ((fpu.control & X87Word.IE) != 0) {
                fpu.top = fpu.top - 1 & 7;
                writeIndefinite(fpu, 0);
            }
        } else {
            raise(cpu, flags);
            // An unmasked DE does not keep a value from being loaded, an unmasked IE does.
            if ((flags & ~fpu.control & X87Word.IE) == 0) {
                fpu.top = fpu.top - 1 & 7;
                write(fpu, 0, signExponent, significand);
            }
        }
    }
}
