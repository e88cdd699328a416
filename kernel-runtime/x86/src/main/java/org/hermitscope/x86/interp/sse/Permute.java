package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.BinaryField;
import org.hermitscope.x86.semantics.Shuffle;

/// Two-source instructions that move elements inside 128 bits, most of them by an immediate.
final class Permute extends VectorOperation {
    private final Op op;
    private final int control;

    Permute(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
        this.control = op == Op.PSHUFB || op == Op.VPERMILPS || op == Op.VPERMILPD ? 0 : immediate(instruction);
    }

    @Override
    void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
        switch (op) {
            case PSHUFB -> {
                result[at] = Shuffle.pshufb(a0, a1, b0);
                result[at + 1] = Shuffle.pshufb(a0, a1, b1);
            }
            case SHUFPS -> {
                result[at] = Shuffle.pshufd(a0, a1, control);
                result[at + 1] = Shuffle.pshufd(b0, b1, control >>> 4);
            }
            case PALIGNR -> {
                result[at] = Shuffle.palignrLow(a0, a1, b0, b1, control);
                result[at + 1] = Shuffle.palignrLow(a1, 0, b1, a0, control);
            }
            case PBLENDW ->
                blend(result, at, a0, a1, b0, b1, Shuffle.wordMask(control & 15), Shuffle.wordMask(control >>> 4));
            case MPSADBW -> sumsOfDifferences(result, at, a0, a1, b0, b1);
            case VPERMILPS -> {
                result[at] = Shuffle.pshufd(a0, a1, selector(b0));
                result[at + 1] = Shuffle.pshufd(a0, a1, selector(b1));
            }
            case VPERMILPD -> {
                result[at] = (b0 & 2) == 0 ? a0 : a1;
                result[at + 1] = (b1 & 2) == 0 ? a0 : a1;
            }
            case GF2P8AFFINEQB -> {
                result[at] = BinaryField.affineBytes(a0, b0, control);
                result[at + 1] = BinaryField.affineBytes(a1, b1, control);
            }
            case GF2P8AFFINEINVQB -> {
                result[at] = BinaryField.affineBytes(BinaryField.invertBytes(a0), b0, control);
                result[at + 1] = BinaryField.affineBytes(BinaryField.invertBytes(a1), b1, control);
            }
            default -> {
                int bits = at % 4 == 0 ? control : upperControl();
                byElement(result, at, a0, a1, b0, b1, bits);
            }
        }
    }

    /// The immediate's bits for the upper 128 bits, where they are others than the lower's.
    private int upperControl() {
        return switch (op) {
            case BLENDPS, VPBLENDD -> control >>> 4;
            case SHUFPD, BLENDPD -> control >>> 2;
            default -> control;
        };
    }

    private void byElement(long[] result, int at, long a0, long a1, long b0, long b1, int bits) {
        switch (op) {
            case SHUFPD -> {
                result[at] = (bits & 1) == 0 ? a0 : a1;
                result[at + 1] = (bits & 2) == 0 ? b0 : b1;
            }
            case BLENDPD -> blend(result, at, a0, a1, b0, b1, -(bits & 1L), -(bits >>> 1 & 1L));
            case BLENDPS, VPBLENDD ->
                blend(result, at, a0, a1, b0, b1, Shuffle.doublewordMask(bits), Shuffle.doublewordMask(bits >>> 2));
            default -> throw new IllegalStateException("no permutation: " + op);
        }
    }

    private static int selector(long indices) {
        return (int) (indices & 3 | indices >>> 30 & 12);
    }

    private static void blend(long[] result, int at, long a0, long a1, long b0, long b1, long lowMask, long highMask) {
        result[at] = Shuffle.blend(a0, b0, lowMask);
        result[at + 1] = Shuffle.blend(a1, b1, highMask);
    }

    private void sumsOfDifferences(long[] result, int at, long a0, long a1, long b0, long b1) {
        int bits = at % 4 == 0 ? control : control >>> 3;
        long block = Shuffle.doubleword(b0, b1, bits & 3);
        boolean shifted = (bits & 4) != 0;
        long first = shifted ? a0 >>> 32 | a1 << 32 : a0;
        long second = shifted ? a1 >>> 32 : a1;
        // The second four sums begin four bytes later.
        long later = first >>> 32 | second << 32;
        result[at] = Shuffle.mpsadbw(first, second, block);
        result[at + 1] = Shuffle.mpsadbw(later, second >>> 32, block);
    }
}
