package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Float80;
import org.hermitscope.x86.semantics.X87Result;
import org.hermitscope.x86.semantics.X87Word;

/// The four basic operations with registers and memory.
final class X87Arithmetic {
    static final int ADD = 0;
    static final int SUBTRACT = 1;
    static final int SUBTRACT_REVERSED = 2;
    static final int MULTIPLY = 3;
    static final int DIVIDE = 4;
    static final int DIVIDE_REVERSED = 5;

    private X87Arithmetic() {}

    static Operation of(Instruction instruction, int operator) {
        if (instruction.operands().isEmpty() || instruction.operand(0) instanceof Operand.Register) {
            return new Registers(instruction, operator, false);
        }
        return new WithMemory(instruction, operator, X87Operand.floating(instruction));
    }

    static Operation popping(Instruction instruction, int operator) {
        return new Registers(instruction, operator, true);
    }

    static Operation integer(Instruction instruction, int operator) {
        return new WithMemory(instruction, operator, X87Operand.integer(instruction));
    }

    /// `a` is the destination.
    private static void apply(int operator, long a, int ae, long b, int be, int control, X87Result out) {
        switch (operator) {
            case ADD -> Float80.add(a, ae, b, be, control, out);
            case SUBTRACT -> Float80.subtract(a, ae, b, be, control, out);
            case SUBTRACT_REVERSED -> Float80.subtract(b, be, a, ae, control, out);
            case MULTIPLY -> Float80.multiply(a, ae, b, be, control, out);
            case DIVIDE -> Float80.divide(a, ae, b, be, control, out);
            default -> Float80.divide(b, be, a, ae, control, out);
        }
    }

    private static final class Registers extends X87Operation {
        private final int operator;
        private final int to;
        private final int from;
        private final boolean pops;

        Registers(Instruction instruction, int operator, boolean pops) {
            super(instruction);
            this.operator = operator;
            this.to = X87Operations.stackIndex(instruction, 0, pops ? 1 : 0);
            this.from = X87Operations.stackIndex(instruction, 1, pops ? 0 : 1);
            this.pops = pops;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int destination = register(fpu, to);
            int source = register(fpu, from);
            if ((fpu.inUse >>> destination & fpu.inUse >>> source & 1) == 0) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, to);
                    popIfWanted(fpu);
                }
                return;
            }
            apply(
                    operator,
                    fpu.significand[destination],
                    fpu.signExponent[destination],
                    fpu.significand[source],
                    fpu.signExponent[source],
                    fpu.control,
                    result);
            if (accept(cpu, result.flags)) {
                fpu.significand[destination] = result.significand;
                fpu.signExponent[destination] = result.signExponent;
                popIfWanted(fpu);
            }
        }

        private void popIfWanted(FpuState fpu) {
            if (pops) {
                pop(fpu);
            }
        }
    }

    private static final class WithMemory extends X87Operation {
        private final int operator;
        private final X87Operand operand;

        WithMemory(Instruction instruction, int operator, X87Operand operand) {
            super(instruction);
            this.operator = operator;
            this.operand = operand;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            operand.load(cpu, result);
            if (isEmpty(fpu, 0)) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            int top = fpu.top;
            long a = fpu.significand[top];
            int ae = fpu.signExponent[top];
            // A denormal in memory has become normal, but raises DE where a denormal register would.
            int denormal = result.flags;
            apply(operator, a, ae, result.significand, result.signExponent, fpu.control, result);
            if (denormal != 0 && suppressesDenormal(a, ae, result.flags)) {
                denormal = 0;
            }
            if (accept(cpu, result.flags | denormal)) {
                fpu.significand[top] = result.significand;
                fpu.signExponent[top] = result.signExponent;
            }
        }

        private static boolean suppressesDenormal(long a, int ae, int flags) {
            return (flags & (X87Word.IE | X87Word.ZE)) != 0 || Float80.isNan(a, ae);
        }
    }
}
