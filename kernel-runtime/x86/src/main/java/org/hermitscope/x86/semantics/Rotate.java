package org.hermitscope.x86.semantics;

/// Rotates and double shifts (SDM 2B RCL/RCR/ROL/ROR, SHLD, SHRD). Values are zero extended at `width` bits;
/// counts are already masked.
public final class Rotate {
    private Rotate() {}

    public static long mask(int width) {
        return width == 64 ? -1L : (1L << width) - 1;
    }

    /// ROL by `count` taken modulo the width.
    public static long left(long value, int count, int width) {
        int by = count & width - 1;
        return by == 0 ? value & mask(width) : (value << by | value >>> width - by) & mask(width);
    }

    /// ROR by `count` taken modulo the width.
    public static long right(long value, int count, int width) {
        return left(value, width - (count & width - 1), width);
    }

    /// RCL by `count` taken modulo width + 1. Bit 0 of `carry` is CF.
    public static long leftThroughCarry(long value, int carry, int count, int width) {
        long result = value & mask(width);
        int by = count % (width + 1);
        if (by == 0) {
            return result;
        }
        long low = by == 1 ? 0 : result >>> width + 1 - by;
        long high = by == 64 ? 0 : result << by;
        return (high | (long) carry << by - 1 | low) & mask(width);
    }

    /// CF after RCL.
    public static int carryAfterLeft(long value, int carry, int count, int width) {
        int by = count % (width + 1);
        return by == 0 ? carry : (int) (value >>> width - by & 1);
    }

    /// RCR is RCL by the complement: together they rotate width + 1 bits.
    public static long rightThroughCarry(long value, int carry, int count, int width) {
        return leftThroughCarry(value, carry, width + 1 - count % (width + 1), width);
    }

    /// CF after RCR.
    public static int carryAfterRight(long value, int carry, int count, int width) {
        return carryAfterLeft(value, carry, width + 1 - count % (width + 1), width);
    }

    /// SHLD: `high` shifted left, filled from the top of `low`. For 16-bit operands and counts above 16 the
    /// result is undefined; this is what processors compute from the operands as high:low:high.
    public static long doubleLeft(long high, long low, int count, int width) {
        if (width == 64) {
            return count == 0 ? high : high << count | low >>> 64 - count;
        }
        long both = width == 16 ? high << 32 | low << 16 | high : high << 32 | low;
        int total = width == 16 ? 48 : 64;
        return both << count >>> total - width & mask(width);
    }

    /// SHRD: `low` shifted right, filled from the bottom of `high`.
    public static long doubleRight(long low, long high, int count, int width) {
        if (width == 64) {
            return count == 0 ? low : low >>> count | high << 64 - count;
        }
        long both = width == 16 ? low << 32 | high << 16 | low : high << 32 | low;
        return both >>> count & mask(width);
    }
}
