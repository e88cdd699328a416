package org.hermitscope.x86.semantics;

/// Division of 128 by 64 bits.
public final class WideDivide {
    private WideDivide() {}

    /// Unsigned quotient. Precondition: `high < divisor` unsigned, so that it fits.
    public static long unsigned(long high, long low, long divisor) {
        if (high == 0) {
            return Long.divideUnsigned(low, divisor);
        }
        // Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D with two 32-bit digits in the quotient.
        int shift = Long.numberOfLeadingZeros(divisor);
        long v = divisor << shift;
        long v1 = v >>> 32;
        long v0 = v & 0xffff_ffffL;
        long u32 = shift == 0 ? high : high << shift | low >>> 64 - shift;
        long u10 = low << shift;
        long q1 = digit(u32, u10 >>> 32, v1, v0);
        long u21 = (u32 << 32 | u10 >>> 32) - q1 * v;
        long q0 = digit(u21, u10 & 0xffff_ffffL, v1, v0);
        return (q1 << 32) + q0;
    }

    private static long digit(long upper, long nextDigit, long v1, long v0) {
        long estimate = Long.divideUnsigned(upper, v1);
        long rest = upper - estimate * v1;
        while (estimate >>> 32 != 0 || Long.compareUnsigned(estimate * v0, rest << 32 | nextDigit) > 0) {
            estimate--;
            rest += v1;
            if (rest >>> 32 != 0) {
                break;
            }
        }
        return estimate;
    }

    /// Whether the signed quotient fits into 64 bits. Precondition: the divisor is not 0.
    public static boolean fitsSigned(long high, long low, long divisor) {
        long absoluteHigh = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        long absoluteLow = high < 0 ? -low : low;
        long absoluteDivisor = Math.abs(divisor);
        if (Long.compareUnsigned(absoluteHigh, absoluteDivisor) >= 0) {
            return false;
        }
        long quotient = unsigned(absoluteHigh, absoluteLow, absoluteDivisor);
        return high < 0 != divisor < 0 ? Long.compareUnsigned(quotient, Long.MIN_VALUE) <= 0 : quotient >= 0;
    }

    /// Signed quotient, rounded towards zero. Precondition: [#fitsSigned].
    public static long signed(long high, long low, long divisor) {
        long absoluteHigh = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        long absoluteLow = high < 0 ? -low : low;
        long quotient = unsigned(absoluteHigh, absoluteLow, Math.abs(divisor));
        return high < 0 != divisor < 0 ? -quotient : quotient;
    }
}
