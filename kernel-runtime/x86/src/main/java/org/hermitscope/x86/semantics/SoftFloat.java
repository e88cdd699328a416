package org.hermitscope.x86.semantics;

/// IEEE 754 arithmetic on the bits of float16, float32 and float64 values (`width` 16, 32 or 64), exact in all
/// rounding modes, with the exceptions and NaN rules of SSE (SDM 1 4.8.3.5, 4.9, 11.5). The slow path behind the
/// JVM's own arithmetic; integers only.
///
/// Inside, a value is a sign, a biased exponent and a significand with its leading one in bit 62, the lowest bit
/// being sticky: set when any lower bit was lost.
final class SoftFloat {
    private SoftFloat() {}

    static int fractionBits(int width) {
        return width == 64 ? 52 : width == 32 ? 23 : 10;
    }

    static int maxExponent(int width) {
        return width == 64 ? 0x7ff : width == 32 ? 0xff : 0x1f;
    }

    static int bias(int width) {
        return maxExponent(width) >> 1;
    }

    static long fraction(int width, long bits) {
        return bits & (1L << fractionBits(width)) - 1;
    }

    static int exponent(int width, long bits) {
        return (int) (bits >>> fractionBits(width)) & maxExponent(width);
    }

    static boolean isNegative(int width, long bits) {
        return (bits >>> width - 1 & 1) != 0;
    }

    static long signBit(int width, boolean negative) {
        return negative ? 1L << width - 1 : 0;
    }

    static long infinity(int width) {
        return (long) maxExponent(width) << fractionBits(width);
    }

    /// The quiet NaN that stands for "no meaning".
    static long indefinite(int width) {
        return signBit(width, true) | infinity(width) | quietBit(width);
    }

    static long quietBit(int width) {
        return 1L << fractionBits(width) - 1;
    }

    static long magnitude(int width, long bits) {
        return bits & (1L << width - 1) - 1;
    }

    static boolean isNaN(int width, long bits) {
        return magnitude(width, bits) > infinity(width);
    }

    static boolean isSignaling(int width, long bits) {
        return isNaN(width, bits) && (bits & quietBit(width)) == 0;
    }

    static boolean isInfinite(int width, long bits) {
        return magnitude(width, bits) == infinity(width);
    }

    static boolean isZero(int width, long bits) {
        return magnitude(width, bits) == 0;
    }

    static boolean isDenormal(int width, long bits) {
        return exponent(width, bits) == 0 && fraction(width, bits) != 0;
    }

    /// The operand as DAZ lets it be seen.
    static long flushed(int width, long bits, FloatEnvironment environment) {
        return environment.denormalsAreZeros() && isDenormal(width, bits) ? bits & signBit(width, true) : bits;
    }

    /// Raises the denormal exception if one of the operands is.
    static void noteDenormals(int width, long a, long b, FloatEnvironment environment) {
        if (isDenormal(width, a) || isDenormal(width, b)) {
            environment.raise(FloatEnvironment.DENORMAL);
        }
    }

    /// The result of an instruction with a NaN among its operands: the first one that is, made quiet.
    static long propagate(int width, long a, long b, FloatEnvironment environment) {
        if (isSignaling(width, a) || isSignaling(width, b)) {
            environment.raise(FloatEnvironment.INVALID);
        }
        return (isNaN(width, a) ? a : b) | quietBit(width);
    }

    static long invalid(int width, FloatEnvironment environment) {
        environment.raise(FloatEnvironment.INVALID);
        return indefinite(width);
    }

    /// Biased exponent of a finite value other than zero, as if exponents went below 1.
    static int normalExponent(int width, long bits) {
        int exponent = exponent(width, bits);
        return exponent != 0
                ? exponent
                : 1 - (Long.numberOfLeadingZeros(fraction(width, bits)) - (63 - fractionBits(width)));
    }

    /// Significand of a finite value, leading one in bit 62; 0 for zero.
    static long significand(int width, long bits) {
        long fraction = fraction(width, bits);
        if (exponent(width, bits) != 0) {
            return (fraction | 1L << fractionBits(width)) << 62 - fractionBits(width);
        }
        return fraction == 0 ? 0 : fraction << Long.numberOfLeadingZeros(fraction) - 1;
    }

    /// Shifts right and keeps in bit 0 whether ones were lost.
    static long shiftRightSticky(long value, int count) {
        if (count == 0) {
            return value;
        }
        return count > 63 ? (value != 0 ? 1 : 0) : value >>> count | (value << 64 - count != 0 ? 1 : 0);
    }

    /// What to add to a significand, before `bits` bits are cut off, to round it.
    static long increment(int rounding, boolean negative, long significand, int bits) {
        long mask = (1L << bits) - 1;
        return switch (rounding) {
            case FloatEnvironment.NEAREST -> (mask >>> 1) + (significand >>> bits & 1);
            case FloatEnvironment.DOWN -> negative ? mask : 0;
            case FloatEnvironment.UP -> negative ? 0 : mask;
            default -> 0;
        };
    }

    /// Rounds to the format, raising overflow, underflow and precision.
    ///
    /// @param significand leading one in bit 62, or 0
    static long round(int width, boolean negative, int exponent, long significand, FloatEnvironment environment) {
        return round(width, negative, exponent, significand, environment.rounding(), environment);
    }

    static long round(
            int width, boolean negative, int exponent, long significand, int rounding, FloatEnvironment environment) {
        long sign = signBit(width, negative);
        if (significand == 0) {
            return sign;
        }
        int cut = 62 - fractionBits(width);
        long mask = (1L << cut) - 1;
        boolean tiny = exponent < 1 && !becomesNormal(exponent, significand, rounding, negative, cut);
        if (tiny && !environment.isMasked(FloatEnvironment.UNDERFLOW)) {
            environment.raise(
                    FloatEnvironment.UNDERFLOW | ((significand & mask) != 0 ? FloatEnvironment.PRECISION : 0));
            return sign;
        }
        // float16 results are never flushed: VCVTPS2PH ignores FTZ.
        if (tiny && width != 16 && environment.flushesToZero()) {
            environment.raise(FloatEnvironment.UNDERFLOW | FloatEnvironment.PRECISION);
            return sign;
        }
        int biased = exponent;
        long shifted = significand;
        if (exponent < 1) {
            shifted = shiftRightSticky(significand, 1 - exponent);
            biased = 0;
        }
        boolean inexact = (shifted & mask) != 0;
        long rounded = shifted + increment(rounding, negative, shifted, cut) >>> cut;
        // A leading one in place counts into the exponent, so a carry makes the exponent grow by itself.
        long magnitude = biased == 0 ? rounded : ((long) (biased - 1) << fractionBits(width)) + rounded;
        // A larger exponent would run into the sign.
        if (exponent >= maxExponent(width) || magnitude >= infinity(width)) {
            environment.raise(FloatEnvironment.OVERFLOW);
            if (environment.isMasked(FloatEnvironment.OVERFLOW) || inexact) {
                environment.raise(FloatEnvironment.PRECISION);
            }
            return sign | overflowed(width, negative, rounding);
        }
        if (inexact) {
            environment.raise(FloatEnvironment.PRECISION | (tiny ? FloatEnvironment.UNDERFLOW : 0));
        }
        return sign | magnitude;
    }

    /// Whether a value below the smallest normal number is one after rounding with an unbounded exponent, so
    /// that it is not tiny.
    private static boolean becomesNormal(int exponent, long significand, int rounding, boolean negative, int cut) {
        return exponent == 0 && significand + increment(rounding, negative, significand, cut) < 0;
    }

    private static long overflowed(int width, boolean negative, int rounding) {
        boolean toInfinity = rounding == FloatEnvironment.NEAREST
                || rounding == (negative ? FloatEnvironment.DOWN : FloatEnvironment.UP);
        return toInfinity ? infinity(width) : infinity(width) - 1;
    }

    /// Brings a significand's leading one to bit 62 and rounds.
    static long normalizeAndRound(
            int width, boolean negative, int exponent, long significand, FloatEnvironment environment) {
        if (significand == 0) {
            return signBit(width, negative);
        }
        int shift = Long.numberOfLeadingZeros(significand) - 1;
        return shift < 0
                ? round(width, negative, exponent + 1, shiftRightSticky(significand, 1), environment)
                : round(width, negative, exponent - shift, significand << shift, environment);
    }

    static long add(int width, long left, long right, FloatEnvironment environment) {
        long a = flushed(width, left, environment);
        long b = flushed(width, right, environment);
        if (isNaN(width, a) || isNaN(width, b)) {
            return propagate(width, a, b, environment);
        }
        boolean differ = isNegative(width, a) != isNegative(width, b);
        if (isInfinite(width, a) || isInfinite(width, b)) {
            if (isInfinite(width, a) && isInfinite(width, b) && differ) {
                return invalid(width, environment);
            }
            noteDenormals(width, a, b, environment);
            return isInfinite(width, a) ? a : b;
        }
        noteDenormals(width, a, b, environment);
        if (isZero(width, a) && isZero(width, b)) {
            return differ ? signBit(width, environment.rounding() == FloatEnvironment.DOWN) : a;
        }
        boolean swap = magnitude(width, a) < magnitude(width, b);
        return addMagnitudes(width, swap ? b : a, swap ? a : b, differ, environment);
    }

    private static long addMagnitudes(int width, long large, long small, boolean differ, FloatEnvironment environment) {
        boolean negative = isNegative(width, large);
        int exponent = normalExponent(width, large);
        // One bit of room above for the carry; below, the shortest significand leaves enough for guard and
        // sticky bits.
        long a = significand(width, large) >>> 1;
        long b = isZero(width, small)
                ? 0
                : shiftRightSticky(significand(width, small) >>> 1, exponent - normalExponent(width, small));
        long sum = differ ? a - b : a + b;
        if (sum == 0) {
            return signBit(width, environment.rounding() == FloatEnvironment.DOWN);
        }
        return normalizeAndRound(width, negative, exponent + 1, sum, environment);
    }

    static long subtract(int width, long a, long b, FloatEnvironment environment) {
        if (isNaN(width, a) || isNaN(width, b)) {
            return propagate(width, a, b, environment);
        }
        return add(width, a, b ^ signBit(width, true), environment);
    }

    static long multiply(int width, long left, long right, FloatEnvironment environment) {
        long a = flushed(width, left, environment);
        long b = flushed(width, right, environment);
        if (isNaN(width, a) || isNaN(width, b)) {
            return propagate(width, a, b, environment);
        }
        boolean negative = isNegative(width, a) != isNegative(width, b);
        boolean infinite = isInfinite(width, a) || isInfinite(width, b);
        boolean zero = isZero(width, a) || isZero(width, b);
        if (infinite && zero) {
            return invalid(width, environment);
        }
        noteDenormals(width, a, b, environment);
        if (infinite) {
            return signBit(width, negative) | infinity(width);
        }
        if (zero) {
            return signBit(width, negative);
        }
        long x = significand(width, a);
        long y = significand(width, b);
        // The product of two numbers below 2^63 has its leading one in bit 124 or 125.
        long high = Math.multiplyHigh(x, y);
        long low = x * y;
        long product = high << 2 | low >>> 62 | (low << 2 != 0 ? 1 : 0);
        int exponent = normalExponent(width, a) + normalExponent(width, b) - bias(width);
        return normalizeAndRound(width, negative, exponent, product, environment);
    }

    static long divide(int width, long left, long right, FloatEnvironment environment) {
        long a = flushed(width, left, environment);
        long b = flushed(width, right, environment);
        if (isNaN(width, a) || isNaN(width, b)) {
            return propagate(width, a, b, environment);
        }
        boolean negative = isNegative(width, a) != isNegative(width, b);
        boolean infinite = isInfinite(width, a);
        if (infinite && isInfinite(width, b) || isZero(width, a) && isZero(width, b)) {
            return invalid(width, environment);
        }
        if (isZero(width, b) && !infinite) {
            // It comes before a denormal operand and replaces it (SDM 1 4.9.2).
            environment.raise(FloatEnvironment.DIVIDE_BY_ZERO);
            return signBit(width, negative) | infinity(width);
        }
        noteDenormals(width, a, b, environment);
        if (infinite) {
            return signBit(width, negative) | infinity(width);
        }
        if (isZero(width, a) || isInfinite(width, b)) {
            return signBit(width, negative);
        }
        int exponent = normalExponent(width, a) - normalExponent(width, b) + bias(width);
        return normalizeAndRound(
                width, negative, exponent, quotient(significand(width, a), significand(width, b)), environment);
    }

    /// `a * 2^62 / b` of two significands, sticky: 62 or 63 bits.
    private static long quotient(long a, long b) {
        long quotient = 0;
        long rest = a;
        for (int i = 0; i < 63; i++) {
            quotient <<= 1;
            if (Long.compareUnsigned(rest, b) >= 0) {
                rest -= b;
                quotient |= 1;
            }
            rest <<= 1;
        }
        return rest != 0 ? quotient | 1 : quotient;
    }

    static long squareRoot(int width, long value, FloatEnvironment environment) {
        long a = flushed(width, value, environment);
        if (isNaN(width, a)) {
            return propagate(width, a, a, environment);
        }
        if (isZero(width, a)) {
            return a;
        }
        if (isNegative(width, a)) {
            return invalid(width, environment);
        }
        noteDenormals(width, a, a, environment);
        if (isInfinite(width, a)) {
            return a;
        }
        int unbiased = normalExponent(width, a) - bias(width);
        // The radicand is in [1, 4), so that the exponent is even.
        boolean odd = (unbiased & 1) != 0;
        return round(width, false, (unbiased >> 1) + bias(width), root(significand(width, a), odd), environment);
    }

    /// Square root of `a / 2^62`, twice as large if `twice`, with the leading one in bit 62; bit by bit.
    private static long root(long a, boolean twice) {
        // 56 bits of the root: two more than a float64 needs, and few enough for the remainder to fit 64 bits.
        long high = twice ? a >>> 61 : a >>> 62;
        long low = twice ? a << 3 : a << 2;
        long root = 0;
        long rest = 0;
        for (int i = 0; i < 56; i++) {
            long pair = i == 0 ? high : low >>> 62;
            if (i != 0) {
                low <<= 2;
            }
            rest = rest << 2 | pair;
            long trial = root << 2 | 1;
            root <<= 1;
            if (rest >= trial) {
                rest -= trial;
                root |= 1;
            }
        }
        return root << 7 | (rest != 0 ? 1 : 0);
    }
}
