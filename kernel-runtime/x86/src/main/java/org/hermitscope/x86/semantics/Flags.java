package org.hermitscope.x86.semantics;

import static org.hermitscope.machine.Rflags.AF;
import static org.hermitscope.machine.Rflags.CF;
import static org.hermitscope.machine.Rflags.OF;
import static org.hermitscope.machine.Rflags.PF;
import static org.hermitscope.machine.Rflags.SF;
import static org.hermitscope.machine.Rflags.ZF;

/// The status flags as a lazy function of what produced them: a kind, which holds operation and width, and two
/// values.
///
/// An instruction stores `(kind, a, b)` and nothing else; whoever needs a flag computes it from them. `a` and
/// `b` are raw: bits above the width are garbage and ignored. Kinds are `operation << 2 | width index` with
/// width index 0 to 3 for 8, 16, 32 and 64 bits.
public final class Flags {
    /// `a` holds the six status flags in their places of RFLAGS.
    public static final int RAW = 0;
    /// Result `a + b`.
    public static final int ADD = 1 << 2;
    /// Result `a + b + 1`.
    public static final int ADC = 2 << 2;
    /// Result `a - b`.
    public static final int SUB = 3 << 2;
    /// Result `a - b - 1`.
    public static final int SBB = 4 << 2;
    /// `a` is the result, CF and OF are clear.
    public static final int LOGIC = 5 << 2;
    /// Result `a + 1`, `b` is CF.
    public static final int INC = 6 << 2;
    /// Result `a - 1`, `b` is CF.
    public static final int DEC = 7 << 2;
    /// Result `a << b`, b from 1 to the width's mask.
    public static final int SHL = 8 << 2;
    /// Result `a >>> b`.
    public static final int SHR = 9 << 2;
    /// Result `a >> b`.
    public static final int SAR = 10 << 2;

    private Flags() {}

    /// Index of a width: 0 to 3 for 8, 16, 32, 64.
    public static int widthIndex(int width) {
        return 28 - Integer.numberOfLeadingZeros(width);
    }

    private static int widthOf(int kind) {
        return 8 << (kind & 3);
    }

    /// `value` with the sign bit of the kind's width moved to bit 63.
    private static long signed(int kind, long value) {
        return value << (64 - widthOf(kind));
    }

    private static long wrap(int kind, long value) {
        int shift = 64 - widthOf(kind);
        return value << shift >>> shift;
    }

    private static long signExtend(int kind, long value) {
        int shift = 64 - widthOf(kind);
        return value << shift >> shift;
    }

    private static long result(int kind, long a, long b) {
        return switch (kind >> 2) {
            case ADD >> 2 -> a + b;
            case ADC >> 2 -> a + b + 1;
            case SUB >> 2 -> a - b;
            case SBB >> 2 -> a - b - 1;
            case INC >> 2 -> a + 1;
            case DEC >> 2 -> a - 1;
            case SHL >> 2 -> shiftLeft(a, b);
            case SHR >> 2 -> shiftRight(wrap(kind, a), b);
            case SAR >> 2 -> signExtend(kind, a) >> Math.min(b, 63);
            default -> a;
        };
    }

    private static long shiftLeft(long a, long count) {
        return count > 63 ? 0 : a << count;
    }

    private static long shiftRight(long a, long count) {
        return count > 63 ? 0 : a >>> count;
    }

    public static boolean carry(int kind, long a, long b) {
        return switch (kind >> 2) {
            case RAW >> 2 -> (a & CF) != 0;
            case ADD >> 2 -> Long.compareUnsigned(signed(kind, a + b), signed(kind, a)) < 0;
            case ADC >> 2 -> Long.compareUnsigned(signed(kind, a + b + 1), signed(kind, a)) <= 0;
            case SUB >> 2 -> Long.compareUnsigned(signed(kind, a), signed(kind, b)) < 0;
            case SBB >> 2 -> Long.compareUnsigned(signed(kind, a), signed(kind, b)) <= 0;
            case INC >> 2, DEC >> 2 -> (b & 1) != 0;
            case SHL >> 2 -> b <= widthOf(kind) && (a >>> (widthOf(kind) - b) & 1) != 0;
            case SHR >> 2 -> (shiftRight(wrap(kind, a), b - 1) & 1) != 0;
            case SAR >> 2 -> (signExtend(kind, a) >> Math.min(b - 1, 63) & 1) != 0;
            default -> false;
        };
    }

    public static boolean zero(int kind, long a, long b) {
        return kind >> 2 == RAW ? (a & ZF) != 0 : signed(kind, result(kind, a, b)) == 0;
    }

    public static boolean sign(int kind, long a, long b) {
        return kind >> 2 == RAW ? (a & SF) != 0 : signed(kind, result(kind, a, b)) < 0;
    }

    /// PF: the low byte of the result has an even number of ones.
    public static boolean parity(int kind, long a, long b) {
        if (kind >> 2 == RAW) {
            return (a & PF) != 0;
        }
        return (Long.bitCount(result(kind, a, b) & 0xff) & 1) == 0;
    }

    public static boolean overflow(int kind, long a, long b) {
        return switch (kind >> 2) {
            case RAW >> 2 -> (a & OF) != 0;
            case ADD >> 2 -> signed(kind, (a ^ a + b) & (b ^ a + b)) < 0;
            case ADC >> 2 -> signed(kind, (a ^ a + b + 1) & (b ^ a + b + 1)) < 0;
            case SUB >> 2 -> signed(kind, (a ^ b) & (a ^ a - b)) < 0;
            case SBB >> 2 -> signed(kind, (a ^ b) & (a ^ a - b - 1)) < 0;
            case INC >> 2 -> signed(kind, a + 1) == Long.MIN_VALUE;
            case DEC >> 2 -> signed(kind, a) == Long.MIN_VALUE;
            // Defined for a count of 1 only (SDM 2B, SAL/SAR/SHL/SHR); this is what processors do for the
            // others too.
            case SHL >> 2 -> (signed(kind, result(kind, a, b)) < 0) != carry(kind, a, b);
            case SHR >> 2 -> signed(kind, a) < 0;
            default -> false;
        };
    }

    /// AF: carry or borrow out of bit 3; 0 where undefined.
    public static boolean adjust(int kind, long a, long b) {
        return switch (kind >> 2) {
            case RAW >> 2 -> (a & AF) != 0;
            case ADD >> 2, ADC >> 2, SUB >> 2, SBB >> 2 -> ((a ^ b ^ result(kind, a, b)) & 0x10) != 0;
            case INC >> 2 -> ((a + 1) & 0xf) == 0;
            case DEC >> 2 -> (a & 0xf) == 0;
            default -> false;
        };
    }

    /// All six status flags in their places of RFLAGS.
    public static int all(int kind, long a, long b) {
        if (kind >> 2 == RAW) {
            return (int) a;
        }
        return (carry(kind, a, b) ? CF : 0)
                | (parity(kind, a, b) ? PF : 0)
                | (adjust(kind, a, b) ? AF : 0)
                | (zero(kind, a, b) ? ZF : 0)
                | (sign(kind, a, b) ? SF : 0)
                | (overflow(kind, a, b) ? OF : 0);
    }

    /// Whether a condition holds (SDM 2D table B-10: O NO B AE E NE BE A S NS P NP L GE LE G).
    public static boolean condition(int condition, int kind, long a, long b) {
        boolean holds = switch (kind >> 2) {
            case SUB >> 2 -> afterCompare(condition >> 1, kind, a, b);
            case LOGIC >> 2 -> afterLogic(condition >> 1, kind, a);
            default -> fromFlags(condition >> 1, kind, a, b);
        };
        return holds == ((condition & 1) == 0);
    }

    /// CMP and SUB, before most conditional branches: the condition is a comparison of the operands.
    private static boolean afterCompare(int test, int kind, long a, long b) {
        long x = signed(kind, a);
        long y = signed(kind, b);
        return switch (test) {
            case 0 -> ((x ^ y) & (x ^ x - y)) < 0;
            case 1 -> Long.compareUnsigned(x, y) < 0;
            case 2 -> x == y;
            case 3 -> Long.compareUnsigned(x, y) <= 0;
            case 4 -> x - y < 0;
            case 5 -> (Long.bitCount(a - b & 0xff) & 1) == 0;
            case 6 -> x < y;
            default -> x <= y;
        };
    }

    /// TEST and its like, before most of the others: CF and OF are clear.
    private static boolean afterLogic(int test, int kind, long result) {
        long x = signed(kind, result);
        return switch (test) {
            case 0, 1 -> false;
            case 2, 3 -> x == 0;
            case 4, 6 -> x < 0;
            case 5 -> (Long.bitCount(result & 0xff) & 1) == 0;
            default -> x <= 0;
        };
    }

    private static boolean fromFlags(int test, int kind, long a, long b) {
        return switch (test) {
            case 0 -> overflow(kind, a, b);
            case 1 -> carry(kind, a, b);
            case 2 -> zero(kind, a, b);
            case 3 -> carry(kind, a, b) || zero(kind, a, b);
            case 4 -> sign(kind, a, b);
            case 5 -> parity(kind, a, b);
            case 6 -> sign(kind, a, b) != overflow(kind, a, b);
            default -> zero(kind, a, b) || sign(kind, a, b) != overflow(kind, a, b);
        };
    }
}
