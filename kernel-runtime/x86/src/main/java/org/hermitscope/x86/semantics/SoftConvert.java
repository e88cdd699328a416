package org.hermitscope.x86.semantics;

/// Conversions of [SoftFloat] values: between formats, to and from integers, and to whole numbers.
final class SoftConvert {
    private SoftConvert() {}

    /// Another format of the same value. Denormal float16 operands are neither flushed nor noted (SDM 2C
    /// VCVTPH2PS).
    static long convert(int from, int to, long bits, int rounding, FloatEnvironment environment) {
        long a = from == 16 ? bits : SoftFloat.flushed(from, bits, environment);
        boolean negative = SoftFloat.isNegative(from, a);
        int shift = SoftFloat.fractionBits(to) - SoftFloat.fractionBits(from);
        if (SoftFloat.isNaN(from, a)) {
            if (SoftFloat.isSignaling(from, a)) {
                environment.raise(FloatEnvironment.INVALID);
            }
            long fraction = SoftFloat.fraction(from, a);
            return SoftFloat.signBit(to, negative)
                    | SoftFloat.infinity(to)
                    | SoftFloat.quietBit(to)
                    | (shift >= 0 ? fraction << shift : fraction >>> -shift);
        }
        if (SoftFloat.isInfinite(from, a)) {
            return SoftFloat.signBit(to, negative) | SoftFloat.infinity(to);
        }
        if (SoftFloat.isZero(from, a)) {
            return SoftFloat.signBit(to, negative);
        }
        if (from != 16) {
            SoftFloat.noteDenormals(from, a, a, environment);
        }
        int exponent = SoftFloat.normalExponent(from, a) - SoftFloat.bias(from) + SoftFloat.bias(to);
        return SoftFloat.round(to, negative, exponent, SoftFloat.significand(from, a), rounding, environment);
    }

    /// A signed integer, or the integer indefinite value where it does not fit.
    ///
    /// @param size bits of the integer, 32 or 64
    static long toInteger(int width, long bits, int size, int rounding, FloatEnvironment environment) {
        long indefinite = 1L << size - 1;
        long a = SoftFloat.flushed(width, bits, environment);
        if (SoftFloat.isZero(width, a)) {
            return 0;
        }
        boolean negative = SoftFloat.isNegative(width, a);
        int unbiased = SoftFloat.normalExponent(width, a) - SoftFloat.bias(width);
        if (SoftFloat.exponent(width, a) == SoftFloat.maxExponent(width) || unbiased > 63) {
            environment.raise(FloatEnvironment.INVALID);
            return indefinite;
        }
        long significand = SoftFloat.significand(width, a);
        long whole;
        boolean inexact = false;
        if (unbiased >= 62) {
            whole = significand << unbiased - 62;
        } else {
            long sticky = SoftFloat.shiftRightSticky(significand, Math.max(0, 59 - unbiased));
            int cut = 62 - unbiased - Math.max(0, 59 - unbiased);
            inexact = (sticky & (1L << cut) - 1) != 0;
            whole = sticky + SoftFloat.increment(rounding, negative, sticky, cut) >>> cut;
        }
        long largest = negative ? indefinite : indefinite - 1;
        if (Long.compareUnsigned(whole, largest & (size == 64 ? -1L : 0xffff_ffffL)) > 0) {
            environment.raise(FloatEnvironment.INVALID);
            return indefinite;
        }
        if (inexact) {
            environment.raise(FloatEnvironment.PRECISION);
        }
        return (negative ? -whole : whole) & (size == 64 ? -1L : 0xffff_ffffL);
    }

    static long fromInteger(int width, long value, FloatEnvironment environment) {
        boolean negative = value < 0;
        // The magnitude of the smallest integer is its own bits, unsigned.
        long magnitude = negative ? -value : value;
        return SoftFloat.normalizeAndRound(width, negative, SoftFloat.bias(width) + 62, magnitude, environment);
    }

    /// ROUNDSD and the like: a whole number of the same format.
    ///
    /// @param quiet inexactness is not told
    static long toWhole(int width, long bits, int rounding, boolean quiet, FloatEnvironment environment) {
        long a = SoftFloat.flushed(width, bits, environment);
        if (SoftFloat.isNaN(width, a)) {
            return SoftFloat.propagate(width, a, a, environment);
        }
        int exponent = SoftFloat.exponent(width, a) - SoftFloat.bias(width);
        int fractionBits = SoftFloat.fractionBits(width);
        if (exponent >= fractionBits || SoftFloat.isZero(width, a)) {
            return a;
        }
        boolean negative = SoftFloat.isNegative(width, a);
        long sign = SoftFloat.signBit(width, negative);
        long magnitude = SoftFloat.magnitude(width, a);
        if (!quiet && (exponent < 0 || (magnitude & (1L << fractionBits - exponent) - 1) != 0)) {
            environment.raise(FloatEnvironment.PRECISION);
        }
        if (exponent < 0) {
            return sign | (roundsToOne(width, magnitude, exponent, negative, rounding) ? one(width) : 0);
        }
        int cut = fractionBits - exponent;
        // A carry out of the fraction makes the exponent grow. Ties look at the lowest kept bit, which for a
        // magnitude of 1.x is the exponent's: bias is odd, so that bit is 1 as the hidden one is.
        long rounded = magnitude + SoftFloat.increment(rounding, negative, magnitude, cut);
        return sign | rounded >>> cut << cut;
    }

    private static long one(int width) {
        return (long) SoftFloat.bias(width) << SoftFloat.fractionBits(width);
    }

    private static boolean roundsToOne(int width, long magnitude, int exponent, boolean negative, int rounding) {
        return switch (rounding) {
            case FloatEnvironment.NEAREST -> exponent == -1 && SoftFloat.fraction(width, magnitude) != 0;
            case FloatEnvironment.DOWN -> negative;
            case FloatEnvironment.UP -> !negative;
            default -> false;
        };
    }
}
