package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float80;
import org.hermitscope.x86.semantics.Float80Integral;
import org.hermitscope.x86.semantics.Float80Remainder;
import org.hermitscope.x86.semantics.X87Result;
import org.hermitscope.x86.semantics.X87Word;

/// Functions of ST(0), and of ST(0) and ST(1): FSQRT, FRNDINT, FSCALE, FPREM, FXTRACT.
final class X87Functions {
    private X87Functions() {}

    static Operation ofTop(Instruction instruction) {
        return new OfTop(instruction);
    }

    static Operation ofTwo(Instruction instruction) {
        return new OfTwo(instruction);
    }

    static Operation pushing(Instruction instruction) {
        return new Pushing(instruction);
    }

    /// One operand, one result in its place.
    private static final class OfTop extends X87Operation {
        private final Op op;

        OfTop(Instruction instruction) {
            super(instruction);
            this.op = instruction.op();
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int top = fpu.top;
            if (isEmpty(fpu, 0)) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            apply(fpu.significand[top], fpu.signExponent[top], fpu.control, result);
            if (accept(cpu, result.flags)) {
                fpu.significand[top] = result.significand;
                fpu.signExponent[top] = result.signExponent;
            }
        }

        private void apply(long a, int ae, int control, X87Result out) {
            switch (op) {
                case FSQRT -> Float80.squareRoot(a, ae, control, out);
                case FRNDINT -> Float80Integral.round(a, ae, control, out);
                default -> throw new IllegalStateException(op.name());
            }
        }
    }

    /// ST(0) and ST(1), the result in ST(0).
    private static final class OfTwo extends X87Operation {
        private final Op op;

        OfTwo(Instruction instruction) {
            super(instruction);
            this.op = instruction.op();
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int top = fpu.top;
            if (op != Op.FSCALE) {
                fpu.status &= ~X87Word.C2;
            }
            if (isEmpty(fpu, 0) || isEmpty(fpu, 1)) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            int second = register(fpu, 1);
            long a = fpu.significand[top];
            int ae = fpu.signExponent[top];
            long b = fpu.significand[second];
            int be = fpu.signExponent[second];
            if (op == Op.FSCALE) {
                Float80Integral.scale(a, ae, b, be, fpu.control, result);
            } else {
                Float80Remainder.of(a, ae, b, be, op == Op.FPREM1, fpu.control, result);
            }
            if (accept(cpu, result.flags)) {
                if (op != Op.FSCALE && !Float80.isNan(result.significand, result.signExponent)) {
                    fpu.status = fpu.status & ~(X87Word.C0 | X87Word.C3) | result.flags & (X87Word.C0 | X87Word.C3);
                }
                fpu.significand[top] = result.significand;
                fpu.signExponent[top] = result.signExponent;
            }
        }
    }

    /// One operand, one result in its place, another pushed.
    private static final class Pushing extends X87Operation {
        private final X87Result pushed = new X87Result();

        Pushing(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            boolean empty = isEmpty(fpu, 0);
            boolean full = !isEmpty(fpu, 7);
            if (empty || full) {
                raise(cpu, empty ? STACK_UNDERFLOW : STACK_OVERFLOW);
                if ((fpu.control & X87Word.IE) != 0) {
                    writeIndefinite(fpu, 0);
                    fpu.top = fpu.top - 1 & 7;
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            int top = fpu.top;
            long a = fpu.significand[top];
            int ae = fpu.signExponent[top];
            Float80Integral.significand(a, ae, pushed);
            Float80Integral.exponent(a, ae, result);
            if (!accept(cpu, result.flags | pushed.flags)) {
                return;
            }
            if ((result.flags & X87Word.C2) == 0) {
                fpu.significand[top] = result.significand;
                fpu.signExponent[top] = result.signExponent;
                fpu.top = top - 1 & 7;
                write(fpu, 0, pushed.signExponent, pushed.significand);
            }
        }
    }
}
