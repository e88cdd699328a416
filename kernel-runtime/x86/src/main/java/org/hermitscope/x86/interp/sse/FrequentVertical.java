package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.PackedInteger;
import org.jspecify.annotations.Nullable;

/// The vertical instructions that C libraries' string functions and compilers' loops use most, with a class
/// each: the shared [Vertical] looks the operation up once a lane.
final class FrequentVertical {
    private FrequentVertical() {}

    static @Nullable SseOperation of(Instruction instruction) {
        return switch (instruction.op()) {
            case PXOR, XORPS, XORPD -> new Xor(instruction);
            case PAND, ANDPS, ANDPD -> new And(instruction);
            case PANDN, ANDNPS, ANDNPD -> new AndNot(instruction);
            case POR, ORPS, ORPD -> new Or(instruction);
            case PCMPEQB -> new EqualBytes(instruction);
            case PMINUB -> new MinimumBytes(instruction);
            case PSUBB -> new SubtractBytes(instruction);
            case PADDD -> new AddDoublewords(instruction);
            case PADDQ -> new AddQuadwords(instruction);
            default -> null;
        };
    }

    private static final class Xor extends VectorOperation {
        Xor(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = a0 ^ b0;
            result[at + 1] = a1 ^ b1;
        }
    }

    private static final class And extends VectorOperation {
        And(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = a0 & b0;
            result[at + 1] = a1 & b1;
        }
    }

    private static final class AndNot extends VectorOperation {
        AndNot(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = ~a0 & b0;
            result[at + 1] = ~a1 & b1;
        }
    }

    private static final class Or extends VectorOperation {
        Or(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = a0 | b0;
            result[at + 1] = a1 | b1;
        }
    }

    private static final class EqualBytes extends VectorOperation {
        EqualBytes(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = PackedInteger.pcmpeqb(a0, b0);
            result[at + 1] = PackedInteger.pcmpeqb(a1, b1);
        }
    }

    private static final class MinimumBytes extends VectorOperation {
        MinimumBytes(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = PackedInteger.pminub(a0, b0);
            result[at + 1] = PackedInteger.pminub(a1, b1);
        }
    }

    private static final class SubtractBytes extends VectorOperation {
        SubtractBytes(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = PackedInteger.psubb(a0, b0);
            result[at + 1] = PackedInteger.psubb(a1, b1);
        }
    }

    private static final class AddDoublewords extends VectorOperation {
        AddDoublewords(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = PackedInteger.paddd(a0, b0);
            result[at + 1] = PackedInteger.paddd(a1, b1);
        }
    }

    private static final class AddQuadwords extends VectorOperation {
        AddQuadwords(Instruction instruction) {
            super(instruction);
        }

        @Override
        void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
            result[at] = a0 + b0;
            result[at + 1] = a1 + b1;
        }
    }
}
