package org.hermitscope.x86.semantics;

/// A floating point number with 128 significant bits and no limits worth mentioning to its exponent: what the
/// transcendental functions compute with. Mutable; operations change the receiver and chop their results, which
/// costs less than four units in the last of 128 places each.
final class Wide {
    boolean negative;
    /// Of the leading bit: the value is `1.f × 2^exponent`.
    int exponent;
    /// Bit 63 is set unless the number is zero.
    long high;
    long low;

    static Wide of(long significand, int signExponent) {
        Wide made = new Wide();
        made.negative = (signExponent & Float80.SIGN) != 0;
        made.exponent = Float80.exponentOf(significand, signExponent) - Float80.BIAS;
        made.high = Float80.normalized(significand);
        return made;
    }

    /// `value × 2^power` for a value other than 0.
    static Wide of(int value, int power) {
        Wide made = new Wide();
        made.negative = value < 0;
        made.high = Math.abs((long) value);
        made.exponent = 63 + power;
        made.normalize();
        return made;
    }

    static Wide constant(int exponent, long high, long low) {
        Wide made = new Wide();
        made.exponent = exponent;
        made.high = high;
        made.low = low;
        return made;
    }

    static Wide pi() {
        return constant(1, 0xc90f_daa2_2168_c234L, 0xc4c6_628b_80dc_1cd1L);
    }

    Wide copy() {
        Wide made = new Wide();
        made.negative = negative;
        made.exponent = exponent;
        made.high = high;
        made.low = low;
        return made;
    }

    boolean isZero() {
        return high == 0;
    }

    Wide negate() {
        negative = !negative;
        return this;
    }

    /// Multiplies by a power of two.
    Wide scale(int power) {
        exponent += power;
        return this;
    }

    Wide multiply(Wide by) {
        negative ^= by.negative;
        if (high == 0 || by.high == 0) {
            high = 0;
            low = 0;
            return this;
        }
        long productHigh = WideFraction.multiplyHigh(high, low, by.high, by.low);
        long productLow = WideFraction.multiplyLow(high, low, by.high, by.low);
        exponent += by.exponent + 1;
        high = productHigh;
        low = productLow;
        if (high > 0) {
            high = high << 1 | low >>> 63;
            low <<= 1;
            exponent--;
        }
        return this;
    }

    Wide add(Wide other) {
        if (other.high == 0) {
            return this;
        }
        if (high == 0) {
            return set(other);
        }
        int distance = exponent - other.exponent;
        if (distance < 0) {
            Wide large = other.copy();
            large.addSmaller(this, -distance);
            return set(large);
        }
        return addSmaller(other, distance);
    }

    /// Adds a number that, shifted right by `distance`, has the same exponent.
    private Wide addSmaller(Wide other, int distance) {
        long otherHigh = distance < 64 ? other.high >>> distance : 0;
        long otherLow;
        if (distance == 0) {
            otherLow = other.low;
        } else if (distance < 64) {
            otherLow = other.low >>> distance | other.high << 64 - distance;
        } else {
            otherLow = distance < 128 ? other.high >>> distance - 64 : 0;
        }
        if (negative == other.negative) {
            long sumLow = low + otherLow;
            long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
            long sumHigh = high + otherHigh + carry;
            int order = Long.compareUnsigned(sumHigh, high);
            if (order < 0 || order == 0 && carry != 0) {
                high = sumHigh >>> 1 | Long.MIN_VALUE;
                low = sumLow >>> 1 | sumHigh << 63;
                exponent++;
            } else {
                high = sumHigh;
                low = sumLow;
            }
        } else {
            long differenceLow = low - otherLow;
            long borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
            long differenceHigh = high - otherHigh - borrow;
            if (distance == 0 && isBelow(high, low, otherHigh, otherLow)) {
                negative = !negative;
                differenceHigh = ~differenceHigh + (differenceLow == 0 ? 1 : 0);
                differenceLow = -differenceLow;
            }
            high = differenceHigh;
            low = differenceLow;
            normalize();
        }
        return this;
    }

    private static boolean isBelow(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order < 0 || order == 0 && Long.compareUnsigned(low, otherLow) < 0;
    }

    /// Precondition: neither is zero.
    Wide divide(Wide by) {
        negative ^= by.negative;
        exponent -= by.exponent;
        // Long division with two 64-bit digits: Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D.
        long restHigh = high;
        long restLow = low;
        boolean whole = !isBelow(restHigh, restLow, by.high, by.low);
        if (whole) {
            long borrow = Long.compareUnsigned(restLow, by.low) < 0 ? 1 : 0;
            restHigh = restHigh - by.high - borrow;
            restLow -= by.low;
        }
        long first = digit(restHigh, restLow, by);
        long nextHigh = restLow - WideFraction.productMiddle(first, by.high, by.low);
        long nextLow = -(first * by.low);
        long second = digit(nextHigh, nextLow, by);
        if (whole) {
            high = first >>> 1 | Long.MIN_VALUE;
            low = second >>> 1 | first << 63;
        } else {
            high = first;
            low = second;
            exponent--;
            if (high >= 0) {
                normalize();
            }
        }
        return this;
    }

    /// The 64-bit quotient digit of `high:low:0 / by`. Precondition: `high:low` is below `by`.
    private static long digit(long high, long low, Wide by) {
        long estimate;
        long rest;
        boolean restOverflows = false;
        if (high == by.high) {
            estimate = -1L;
            rest = low + by.high;
            restOverflows = Long.compareUnsigned(rest, low) < 0;
        } else {
            estimate = WideDivide.unsigned(high, low, by.high);
            rest = low - estimate * by.high;
        }
        // Too large by two at most: the estimate left the divisor's low half out of account.
        while (!restOverflows && exceeds(estimate, by.low, rest)) {
            estimate--;
            rest += by.high;
            restOverflows = Long.compareUnsigned(rest, by.high) < 0;
        }
        return estimate;
    }

    /// Whether `estimate * low` is more than `rest:0`.
    private static boolean exceeds(long estimate, long low, long rest) {
        int order = Long.compareUnsigned(Math.unsignedMultiplyHigh(estimate, low), rest);
        return order > 0 || order == 0 && estimate * low != 0;
    }

    Wide set(Wide other) {
        negative = other.negative;
        exponent = other.exponent;
        high = other.high;
        low = other.low;
        return this;
    }

    private void normalize() {
        if (high == 0) {
            high = low;
            low = 0;
            exponent -= 64;
        }
        if (high != 0) {
            int shift = Long.numberOfLeadingZeros(high);
            if (shift != 0) {
                high = high << shift | low >>> 64 - shift;
                low <<= shift;
                exponent -= shift;
            }
        }
    }

    /// Sets it to a fraction of 2^128.
    Wide setFraction(long fractionHigh, long fractionLow) {
        negative = false;
        exponent = -1;
        high = fractionHigh;
        low = fractionLow;
        normalize();
        return this;
    }

    /// High half of the absolute value as a fraction of 2^128. Precondition: the value is below 1.
    long fractionHigh() {
        int shift = -1 - exponent;
        return shift < 64 ? high >>> shift : 0;
    }

    long fractionLow() {
        int shift = -1 - exponent;
        if (shift == 0) {
            return low;
        }
        if (shift < 64) {
            return low >>> shift | high << 64 - shift;
        }
        return shift < 128 ? high >>> shift - 64 : 0;
    }

    /// Rounds it to 64 bits as an inexact result: none that gets here is a number of 64 bits.
    void round(int flags, int control, X87Result out) {
        Float80Rounding.round(
                negative ? Float80.SIGN : 0,
                exponent + Float80.BIAS,
                high,
                low | 1,
                flags,
                X87Word.extended(control),
                out);
    }
}
