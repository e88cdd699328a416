package org.hermitscope.x86.semantics;

/// Bit manipulation: BMI1, BMI2, BSWAP and their like. Values are zero extended at the operand's width.
public final class Bits {
    private Bits() {}

    public static long swapBytes(long value, int width) {
        return switch (width) {
            case 16 -> Short.reverseBytes((short) value) & 0xffffL;
            case 32 -> Integer.reverseBytes((int) value) & 0xffff_ffffL;
            default -> Long.reverseBytes(value);
        };
    }

    /// Index of the lowest set bit; the width when there is none (TZCNT).
    public static int trailingZeros(long value, int width) {
        return Math.min(Long.numberOfTrailingZeros(value), width);
    }

    /// Zero bits above the highest set one (LZCNT).
    public static int leadingZeros(long value, int width) {
        return Long.numberOfLeadingZeros(value) - (64 - width);
    }

    /// PDEP: the low bits of `value` go to the set bits of `mask`.
    public static long deposit(long value, long mask) {
        return Long.expand(value, mask);
    }

    /// PEXT: the bits of `value` at the set bits of `mask` come together at the bottom.
    public static long extract(long value, long mask) {
        return Long.compress(value, mask);
    }

    /// BEXTR: `length` bits from `start` on.
    public static long extractField(long value, int start, int length) {
        long shifted = start > 63 ? 0 : value >>> start;
        return length > 63 ? shifted : shifted & (1L << length) - 1;
    }

    /// BZHI: bits from `index` on cleared.
    public static long zeroHigh(long value, int index, int width) {
        return index >= width ? value : value & (1L << index) - 1;
    }
}
