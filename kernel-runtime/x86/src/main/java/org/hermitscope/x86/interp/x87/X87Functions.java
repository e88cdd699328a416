package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float80;
import org.hermitscope.x86.semantics.Float80Arctangent;
import org.hermitscope.x86.semantics.Float80Exponential;
import org.hermitscope.x86.semantics.Float80Integral;
import org.hermitscope.x86.semantics.Float80Logarithm;
import org.hermitscope.x86.semantics.Float80Remainder;
import org.hermitscope.x86.semantics.Float80Trigonometry;
import org.hermitscope.x86.semantics.X87Result;
import org.hermitscope.x86.semantics.X87Word;

/// Functions of ST(0), and of ST(0) and ST(1): FSQRT, FRNDINT, FSCALE, FPREM, FXTRACT and the transcendental
/// ones.
final class X87Functions {
    private X87Functions() {}

    static Operation ofTop(Instruction instruction) {
        return new OfTop(instruction);
    }

    static Operation ofTwo(Instruction instruction) {
        return new OfTwo(instruction);
    }

    static Operation ofTwoPopping(Instruction instruction) {
        return new OfTwoPopping(instruction);
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
            if (op == Op.FSIN || op == Op.FCOS) {
                fpu.status &= ~X87Word.C2;
            }
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
                case F2XM1 -> Float80Exponential.of(a, ae, control, out);
                case FSIN -> Float80Trigonometry.sine(a, ae, control, out);
                default -> Float80Trigonometry.cosine(a, ae, control, out);
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

    /// ST(0) and ST(1), the result in ST(1), which then is the top.
    private static final class OfTwoPopping extends X87Operation {
        private final Op op;

        OfTwoPopping(Instruction instruction) {
            super(instruction);
            this.op = instruction.op();
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            if (isEmpty(fpu, 0) || isEmpty(fpu, 1)) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, 1);
                    pop(fpu);
                }
                return;
            }
            int top = fpu.top;
            int second = register(fpu, 1);
            long x = fpu.significand[top];
            int xe = fpu.signExponent[top];
            long y = fpu.significand[second];
            int ye = fpu.signExponent[second];
            switch (op) {
                case FYL2X -> Float80Logarithm.yLog2(x, xe, y, ye, fpu.control, result);
                case FYL2XP1 -> Float80Logarithm.yLog2Plus1(x, xe, y, ye, fpu.control, result);
                default -> Float80Arctangent.of(y, ye, x, xe, fpu.control, result);
            }
            if (accept(cpu, result.flags)) {
                fpu.significand[second] = result.significand;
                fpu.signExponent[second] = result.signExponent;
                pop(fpu);
            }
        }
    }

    /// One operand, one result in its place, another pushed.
    private static final class Pushing extends X87Operation {
        private final Op op;
        private final X87Result pushed = new X87Result();

        Pushing(Instruction instruction) {
            super(instruction);
            this.op = instruction.op();
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            if (op != Op.FXTRACT) {
                fpu.status &= ~X87Word.C2;
            }
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
            switch (op) {
                case FXTRACT -> {
                    Float80Integral.significand(a, ae, pushed);
                    Float80Integral.exponent(a, ae, result);
                }
                case FPTAN -> Float80Trigonometry.tangent(a, ae, fpu.control, result, pushed);
                default -> Float80Trigonometry.sineAndCosine(a, ae, fpu.control, result, pushed);
            }
            // C1 tells how the result that stays was rounded.
            if (!accept(cpu, result.flags | pushed.flags & ~X87Word.C1)) {
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
