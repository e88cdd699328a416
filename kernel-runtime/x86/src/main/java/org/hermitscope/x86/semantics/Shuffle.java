package org.hermitscope.x86.semantics;

/// Permutations inside one or two 64-bit lanes: a 128-bit value is `(low, high)`.
public final class Shuffle {
    private Shuffle() {}

    /// Doubleword 0 to 3 of a 128-bit value.
    public static long doubleword(long low, long high, int index) {
        return ((index & 2) == 0 ? low : high) >>> 32 * (index & 1) & 0xffff_ffffL;
    }

    /// Two doublewords of a 128-bit value, chosen by bits 1:0 and 3:2 of the selector: half of PSHUFD.
    public static long pshufd(long low, long high, int selector) {
        return doubleword(low, high, selector) | doubleword(low, high, selector >>> 2) << 32;
    }

    /// Four words of a lane: PSHUFW, and the changed half of PSHUFLW and PSHUFHW.
    public static long pshufw(long a, int selector) {
        return word(a, selector)
                | word(a, selector >>> 2) << 16
                | word(a, selector >>> 4) << 32
                | word(a, selector >>> 6) << 48;
    }

    private static long word(long a, int index) {
        return a >>> 16 * (index & 3) & 0xffff;
    }

    /// One lane of a PSHUFB whose table is 128 bits.
    public static long pshufb(long low, long high, long indices) {
        long result = 0;
        for (int i = 0; i < 64; i += 8) {
            int index = (int) (indices >>> i);
            if ((index & 0x80) == 0) {
                result |= (((index & 8) == 0 ? low : high) >>> 8 * (index & 7) & 0xff) << i;
            }
        }
        return result;
    }

    /// PSHUFB of MMX: the table is 64 bits.
    public static long pshufb(long table, long indices) {
        return pshufb(table, table, indices);
    }

    /// The low quadword of the 256-bit value `(b low, b high, a low, a high)` shifted right by whole bytes.
    public static long palignrLow(long aLow, long aHigh, long bLow, long bHigh, int bytes) {
        return switch (bytes >>> 3) {
            case 0 -> palignr(bHigh, bLow, bytes);
            case 1 -> palignr(aLow, bHigh, bytes - 8);
            case 2 -> palignr(aHigh, aLow, bytes - 16);
            case 3 -> palignr(0, aHigh, bytes - 24);
            default -> 0;
        };
    }

    /// PALIGNR of MMX: the low quadword of `(b, a)` shifted right by whole bytes.
    public static long palignr(long a, long b, int bytes) {
        if (bytes == 0) {
            return b;
        }
        if (bytes < 8) {
            return b >>> 8 * bytes | a << 64 - 8 * bytes;
        }
        return bytes < 16 ? a >>> 8 * (bytes - 8) : 0;
    }

    /// Elements of `b` where the mask has ones, else of `a`.
    public static long blend(long a, long b, long mask) {
        return a & ~mask | b & mask;
    }

    /// Bytes of ones where the byte's highest bit is set.
    public static long byteMask(long a) {
        long ones = a >>> 7 & 0x0101_0101_0101_0101L;
        return (ones << 8) - ones;
    }

    /// Doublewords of ones where the doubleword's highest bit is set.
    public static long doublewordMask(long a) {
        return (int) a >> 31 & 0xffff_ffffL | a >> 63 << 32;
    }

    /// Words of ones where bits 0 to 3 of the selector are set.
    public static long wordMask(int selector) {
        return -(long) (selector & 1) & 0xffffL
                | (-(long) (selector >>> 1 & 1) & 0xffffL) << 16
                | (-(long) (selector >>> 2 & 1) & 0xffffL) << 32
                | -(long) (selector >>> 3 & 1) << 48;
    }

    /// Doublewords of ones where bits 0 and 1 of the selector are set.
    public static long doublewordMask(int selector) {
        return -(long) (selector & 1) & 0xffff_ffffL | -(long) (selector >>> 1 & 1) << 32;
    }

    /// The signs of two float32 in bits 0 and 1.
    public static int movmskps(long a) {
        return (int) (a >>> 31 & 1 | a >>> 62 & 2);
    }

    /// Four 8-byte-apart sums of absolute differences: one lane of MPSADBW.
    ///
    /// @param window the bytes of the first operand from the first sum on, 8 of them
    /// @param next the bytes behind them
    /// @param block four bytes in the low half
    public static long mpsadbw(long window, long next, long block) {
        long result = 0;
        for (int i = 0; i < 4; i++) {
            long bytes = i == 0 ? window : window >>> 8 * i | next << 64 - 8 * i;
            result |= (long) PackedMultiply.sadOfFour(bytes, block) << 16 * i;
        }
        return result;
    }

    /// PHMINPOSUW: the smallest word, and its index above it.
    public static long phminposuw(long low, long high) {
        long smallest = low & 0xffff;
        int at = 0;
        for (int i = 1; i < 8; i++) {
            long word = (i < 4 ? low : high) >>> 16 * (i & 3) & 0xffff;
            if (word < smallest) {
                smallest = word;
                at = i;
            }
        }
        return smallest | (long) at << 16;
    }
}
