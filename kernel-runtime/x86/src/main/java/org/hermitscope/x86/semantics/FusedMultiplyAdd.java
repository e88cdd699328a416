package org.hermitscope.x86.semantics;

/// FMA: `a * b + c` rounded once, on the bits of float32 and float64 values.
public final class FusedMultiplyAdd {
    private FusedMultiplyAdd() {}

    /// @param width 32 or 64
    /// @param negateProduct for the FNM forms
    /// @param negateAddend for the MSUB forms
    public static long fuse(
            int width,
            long multiplicand,
            long multiplier,
            long addend,
            boolean negateProduct,
            boolean negateAddend,
            FloatEnvironment environment) {
        long a = SoftFloat.flushed(width, multiplicand, environment);
        long b = SoftFloat.flushed(width, multiplier, environment);
        long c = SoftFloat.flushed(width, addend, environment);
        boolean invalidProduct = SoftFloat.isInfinite(width, a) && SoftFloat.isZero(width, b)
                || SoftFloat.isZero(width, a) && SoftFloat.isInfinite(width, b);
        if (SoftFloat.isNaN(width, a) || SoftFloat.isNaN(width, b) || SoftFloat.isNaN(width, c)) {
            return propagate(width, a, b, c, environment);
        }
        if (invalidProduct) {
            return SoftFloat.invalid(width, environment);
        }
        boolean negative = SoftFloat.isNegative(width, a) != SoftFloat.isNegative(width, b) != negateProduct;
        boolean negativeAddend = SoftFloat.isNegative(width, c) != negateAddend;
        boolean infinite = SoftFloat.isInfinite(width, a) || SoftFloat.isInfinite(width, b);
        if (infinite && SoftFloat.isInfinite(width, c) && negative != negativeAddend) {
            return SoftFloat.invalid(width, environment);
        }
        SoftFloat.noteDenormals(width, a, b, environment);
        SoftFloat.noteDenormals(width, c, c, environment);
        if (infinite) {
            return SoftFloat.signBit(width, negative) | SoftFloat.infinity(width);
        }
        long signedAddend = SoftFloat.signBit(width, negativeAddend) | SoftFloat.magnitude(width, c);
        if (SoftFloat.isInfinite(width, c)) {
            return signedAddend;
        }
        if (SoftFloat.isZero(width, a) || SoftFloat.isZero(width, b)) {
            if (!SoftFloat.isZero(width, c)) {
                // Rounding can only matter for a denormal, which FTZ flushes.
                return SoftFloat.round(
                        width,
                        negativeAddend,
                        SoftFloat.normalExponent(width, c),
                        SoftFloat.significand(width, c),
                        environment);
            }
            return negative == negativeAddend
                    ? SoftFloat.signBit(width, negative)
                    : SoftFloat.signBit(width, environment.rounding() == FloatEnvironment.DOWN);
        }
        return sum(width, a, b, c, negative, negativeAddend, environment);
    }

    private static long propagate(int width, long a, long b, long c, FloatEnvironment environment) {
        if (SoftFloat.isSignaling(width, a) || SoftFloat.isSignaling(width, b) || SoftFloat.isSignaling(width, c)) {
            environment.raise(FloatEnvironment.INVALID);
        }
        long chosen = SoftFloat.isNaN(width, a) ? a : SoftFloat.isNaN(width, b) ? b : c;
        return chosen | SoftFloat.quietBit(width);
    }

    /// The exact product has 126 bits, leading one in bit 124 or 125; the addend is brought to the same scale.
    private static long sum(
            int width, long a, long b, long c, boolean negative, boolean negativeAddend, FloatEnvironment environment) {
        long x = SoftFloat.significand(width, a);
        long y = SoftFloat.significand(width, b);
        long high = Math.multiplyHigh(x, y);
        long low = x * y;
        int exponent = SoftFloat.normalExponent(width, a) + SoftFloat.normalExponent(width, b) - SoftFloat.bias(width);
        if (SoftFloat.isZero(width, c)) {
            return finish(width, negative, exponent, high, low, environment);
        }
        long addend = SoftFloat.significand(width, c);
        long addendHigh = addend >>> 2;
        long addendLow = addend << 62;
        int distance = exponent - SoftFloat.normalExponent(width, c);
        if (distance > 0) {
            long shifted = lowShifted(addendHigh, addendLow, distance);
            addendHigh = distance > 63 ? 0 : addendHigh >>> distance;
            addendLow = shifted;
        } else if (distance < 0) {
            long shifted = lowShifted(high, low, -distance);
            high = -distance > 63 ? 0 : high >>> -distance;
            low = shifted;
            exponent -= distance;
        }
        if (negative == negativeAddend) {
            long sumLow = low + addendLow;
            long sumHigh = high + addendHigh + (Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0);
            return finish(width, negative, exponent, sumHigh, sumLow, environment);
        }
        boolean swap = high < addendHigh || high == addendHigh && Long.compareUnsigned(low, addendLow) < 0;
        long fromHigh = swap ? addendHigh : high;
        long fromLow = swap ? addendLow : low;
        long takenHigh = swap ? high : addendHigh;
        long takenLow = swap ? low : addendLow;
        long restLow = fromLow - takenLow;
        long restHigh = fromHigh - takenHigh - (Long.compareUnsigned(fromLow, takenLow) < 0 ? 1 : 0);
        if ((restHigh | restLow) == 0) {
            return SoftFloat.signBit(width, environment.rounding() == FloatEnvironment.DOWN);
        }
        return finish(width, swap ? negativeAddend : negative, exponent, restHigh, restLow, environment);
    }

    /// The low half of a 128-bit value shifted right, sticky.
    private static long lowShifted(long high, long low, int count) {
        if (count > 127) {
            return (high | low) != 0 ? 1 : 0;
        }
        if (count > 63) {
            long lost = low | (count > 64 ? high << 128 - count : 0);
            return high >>> count - 64 | (lost != 0 ? 1 : 0);
        }
        return low >>> count | high << 64 - count | (low << 64 - count != 0 ? 1 : 0);
    }

    /// Rounds a 128-bit value whose bit 124 stands for `2^exponent`.
    private static long finish(
            int width, boolean negative, int exponent, long high, long low, FloatEnvironment environment) {
        int zeros = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
        // The leading one goes to bit 126 of 128, which is bit 62 of the high half.
        int shift = zeros - 1;
        if (shift < 0) {
            long sticky = low != 0 ? 1 : 0;
            return SoftFloat.round(
                    width, negative, exponent + 3, SoftFloat.shiftRightSticky(high | sticky, 1), environment);
        }
        long top = shift == 0 ? high : shift < 64 ? high << shift | low >>> 64 - shift : low << shift - 64;
        long rest = shift < 64 ? low << shift : 0;
        return SoftFloat.round(width, negative, exponent + 2 - shift, top | (rest != 0 ? 1 : 0), environment);
    }

    /// One float64: the JVM's own fused operation where only inexactness can have been raised, and that makes no
    /// difference any more.
    public static long fuse64(
            long a, long b, long c, boolean negateProduct, boolean negateAddend, FloatEnvironment environment) {
        if (environment.isPlain()
                && environment.knowsInexact()
                && !Float64.isDenormal(a)
                && !Float64.isDenormal(b)
                && !Float64.isDenormal(c)) {
            double x = Double.longBitsToDouble(a);
            double z = Double.longBitsToDouble(c);
            double sum = Math.fma(negateProduct ? -x : x, Double.longBitsToDouble(b), negateAddend ? -z : z);
            long bits = Double.doubleToRawLongBits(sum);
            if (Float64.isSafe(bits)) {
                return bits;
            }
        }
        return fuse(64, a, b, c, negateProduct, negateAddend, environment);
    }

    /// One float32.
    public static int fuse32(
            int a, int b, int c, boolean negateProduct, boolean negateAddend, FloatEnvironment environment) {
        if (environment.isPlain()
                && environment.knowsInexact()
                && !Float32.isDenormal(a)
                && !Float32.isDenormal(b)
                && !Float32.isDenormal(c)) {
            float x = Float.intBitsToFloat(a);
            float z = Float.intBitsToFloat(c);
            float sum = Math.fma(negateProduct ? -x : x, Float.intBitsToFloat(b), negateAddend ? -z : z);
            int bits = Float.floatToRawIntBits(sum);
            if (Float32.isSafe(bits)) {
                return bits;
            }
        }
        return (int) fuse(
                32, a & 0xffff_ffffL, b & 0xffff_ffffL, c & 0xffff_ffffL, negateProduct, negateAddend, environment);
    }
}
