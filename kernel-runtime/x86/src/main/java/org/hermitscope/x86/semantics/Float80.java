package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.X87Word.DE;
import static org.hermitscope.x86.semantics.X87Word.ZE;

/// Arithmetic on double extended precision values: FADD, FSUB, FMUL, FDIV, FSQRT.
///
/// A value is a pair `(significand, sign and exponent)`. Operations take the control word, round as it says, and
/// return the masked response in an [X87Result] with the flags that the operation raises; where an unmasked
/// underflow or overflow changes the result (SDM 1 8.5.4, 8.5.5) it is changed here. What an unmasked invalid
/// operand does is the caller's business.
public final class Float80 {
    public static final int SIGN = 0x8000;
    public static final int MAX_EXPONENT = 0x7fff;
    public static final int BIAS = 0x3fff;
    /// The integer bit; alone it is the significand of powers of two and of infinity.
    public static final long INTEGER = Long.MIN_VALUE;
    /// Set in quiet NaNs, clear in signaling ones.
    public static final long QUIET = 1L << 62;
    /// Significand of the default NaN, the QNaN real indefinite; its sign is set.
    public static final long INDEFINITE = INTEGER | QUIET;

    private Float80() {}

    /// Neither zero, denormal, infinity, NaN nor an encoding that processors no longer know.
    static boolean isNormal(long significand, int signExponent) {
        return significand < 0 && (signExponent + 1 & MAX_EXPONENT) > 1;
    }

    public static boolean isNan(long significand, int signExponent) {
        return (signExponent & MAX_EXPONENT) == MAX_EXPONENT && significand < 0 && significand << 1 != 0;
    }

    static boolean isSignaling(long significand, int signExponent) {
        return isNan(significand, signExponent) && (significand & QUIET) == 0;
    }

    static boolean isInfinite(long significand, int signExponent) {
        return (signExponent & MAX_EXPONENT) == MAX_EXPONENT && significand == INTEGER;
    }

    static boolean isZero(long significand, int signExponent) {
        return (significand | signExponent & MAX_EXPONENT) == 0;
    }

    /// Unnormals, pseudo-NaNs and pseudo-infinities: an exponent, but no integer bit (SDM 1 table 8-3).
    public static boolean isUnsupported(long significand, int signExponent) {
        return significand >= 0 && (signExponent & MAX_EXPONENT) != 0;
    }

    /// Denormals and pseudo-denormals.
    public static boolean isDenormal(long significand, int signExponent) {
        return (signExponent & MAX_EXPONENT) == 0 && significand != 0;
    }

    /// Exponent of the normalized value, which for a denormal lies below 1. Precondition: not zero.
    static int exponentOf(long significand, int signExponent) {
        int exponent = signExponent & MAX_EXPONENT;
        return exponent == 0 ? 1 - Long.numberOfLeadingZeros(significand) : exponent;
    }

    static long normalized(long significand) {
        return significand << Long.numberOfLeadingZeros(significand);
    }

    public static void add(long a, int ae, long b, int be, int control, X87Result out) {
        if (isNormal(a, ae) && isNormal(b, be)) {
            if (((ae ^ be) & SIGN) == 0) {
                addMagnitudes(ae & SIGN, ae & MAX_EXPONENT, a, be & MAX_EXPONENT, b, 0, control, out);
            } else {
                subtractMagnitudes(ae & SIGN, ae & MAX_EXPONENT, a, be & MAX_EXPONENT, b, 0, control, out);
            }
        } else {
            addSpecial(a, ae, b, be, 0, control, out);
        }
    }

    /// `a - b`.
    public static void subtract(long a, int ae, long b, int be, int control, X87Result out) {
        if (isNormal(a, ae) && isNormal(b, be)) {
            if (((ae ^ be) & SIGN) != 0) {
                addMagnitudes(ae & SIGN, ae & MAX_EXPONENT, a, be & MAX_EXPONENT, b, 0, control, out);
            } else {
                subtractMagnitudes(ae & SIGN, ae & MAX_EXPONENT, a, be & MAX_EXPONENT, b, 0, control, out);
            }
        } else {
            addSpecial(a, ae, b, be, SIGN, control, out);
        }
    }

    private static void addSpecial(long a, int ae, long b, int be, int flip, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, b, be, out)) {
            return;
        }
        int flags = isDenormal(a, ae) || isDenormal(b, be) ? DE : 0;
        int flipped = be ^ flip;
        if (isInfinite(a, ae)) {
            if (isInfinite(b, be) && ((ae ^ flipped) & SIGN) != 0) {
                Float80Nan.invalid(out);
            } else {
                out.set(ae, a, flags);
            }
        } else if (isInfinite(b, be)) {
            out.set(flipped, b, flags);
        } else if (a == 0 && b == 0) {
            boolean same = ((ae ^ flipped) & SIGN) == 0;
            out.set(same ? ae : zeroSign(control), 0, 0);
        } else if (a == 0) {
            // Adding zero still rounds: precision control may be narrower than the other operand.
            Float80Rounding.round(flipped & SIGN, exponentOf(b, be), normalized(b), 0, flags, control, out);
        } else if (b == 0) {
            Float80Rounding.round(ae & SIGN, exponentOf(a, ae), normalized(a), 0, flags, control, out);
        } else if (((ae ^ flipped) & SIGN) == 0) {
            addMagnitudes(
                    ae & SIGN, exponentOf(a, ae), normalized(a), exponentOf(b, be), normalized(b), flags, control, out);
        } else {
            subtractMagnitudes(
                    ae & SIGN, exponentOf(a, ae), normalized(a), exponentOf(b, be), normalized(b), flags, control, out);
        }
    }

    /// Sign of an exact zero difference: minus only when rounding down.
    private static int zeroSign(int control) {
        return X87Word.roundingOf(control) == 1 ? SIGN : 0;
    }

    private static void addMagnitudes(int sign, int x, long a, int y, long b, int flags, int control, X87Result out) {
        int distance = x - y;
        int exponent = x;
        long large = a;
        long small = b;
        if (distance < 0) {
            distance = -distance;
            exponent = y;
            large = b;
            small = a;
        }
        long high = large + shiftedHigh(small, distance);
        long low = shiftedLow(small, distance);
        if (Long.compareUnsigned(high, large) < 0) {
            low = high << 63 | low >>> 1 | low & 1;
            high = high >>> 1 | INTEGER;
            exponent++;
        }
        Float80Rounding.round(sign, exponent, high, low, flags, control, out);
    }

    private static void subtractMagnitudes(
            int sign, int x, long a, int y, long b, int flags, int control, X87Result out) {
        int distance = x - y;
        int resultSign = sign;
        int exponent = x;
        long large = a;
        long small = b;
        if (distance < 0 || distance == 0 && Long.compareUnsigned(a, b) < 0) {
            distance = -distance;
            resultSign = sign ^ SIGN;
            exponent = y;
            large = b;
            small = a;
        }
        long low = shiftedLow(small, distance);
        long high = large - shiftedHigh(small, distance) - (low != 0 ? 1 : 0);
        low = -low;
        if (high >= 0) {
            if ((high | low) == 0) {
                out.set(zeroSign(control), 0, flags);
                return;
            }
            if (high == 0) {
                high = low;
                low = 0;
                exponent -= 64;
            }
            int shift = Long.numberOfLeadingZeros(high);
            if (shift != 0) {
                high = high << shift | low >>> 64 - shift;
                low <<= shift;
                exponent -= shift;
            }
        }
        Float80Rounding.round(resultSign, exponent, high, low, flags, control, out);
    }

    private static long shiftedHigh(long value, int distance) {
        return distance < 64 ? value >>> distance : 0;
    }

    /// The 64 bits below [#shiftedHigh]; bits shifted out of them are kept as a set last bit.
    private static long shiftedLow(long value, int distance) {
        if (distance < 64) {
            return distance == 0 ? 0 : value << 64 - distance;
        }
        if (distance < 128) {
            long kept = value >>> distance - 64;
            return kept << distance - 64 == value ? kept : kept | 1;
        }
        return 1;
    }

    public static void multiply(long a, int ae, long b, int be, int control, X87Result out) {
        if (isNormal(a, ae) && isNormal(b, be)) {
            multiplyNormalized((ae ^ be) & SIGN, (ae & MAX_EXPONENT) + (be & MAX_EXPONENT), a, b, 0, control, out);
        } else {
            multiplySpecial(a, ae, b, be, control, out);
        }
    }

    private static void multiplySpecial(long a, int ae, long b, int be, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, b, be, out)) {
            return;
        }
        int flags = isDenormal(a, ae) || isDenormal(b, be) ? DE : 0;
        int sign = (ae ^ be) & SIGN;
        if (isInfinite(a, ae) || isInfinite(b, be)) {
            if (isZero(a, ae) || isZero(b, be)) {
                Float80Nan.invalid(out);
            } else {
                out.set(sign | MAX_EXPONENT, INTEGER, flags);
            }
        } else if (a == 0 || b == 0) {
            out.set(sign, 0, flags);
        } else {
            multiplyNormalized(
                    sign, exponentOf(a, ae) + exponentOf(b, be), normalized(a), normalized(b), flags, control, out);
        }
    }

    private static void multiplyNormalized(
            int sign, int exponents, long a, long b, int flags, int control, X87Result out) {
        long high = Math.unsignedMultiplyHigh(a, b);
        long low = a * b;
        int exponent = exponents - (BIAS - 1);
        if (high >= 0) {
            high = high << 1 | low >>> 63;
            low <<= 1;
            exponent--;
        }
        Float80Rounding.round(sign, exponent, high, low, flags, control, out);
    }

    /// `a / b`.
    public static void divide(long a, int ae, long b, int be, int control, X87Result out) {
        if (isNormal(a, ae) && isNormal(b, be)) {
            divideNormalized((ae ^ be) & SIGN, (ae & MAX_EXPONENT) - (be & MAX_EXPONENT), a, b, 0, control, out);
        } else {
            divideSpecial(a, ae, b, be, control, out);
        }
    }

    private static void divideSpecial(long a, int ae, long b, int be, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, b, be, out)) {
            return;
        }
        int flags = isDenormal(a, ae) || isDenormal(b, be) ? DE : 0;
        int sign = (ae ^ be) & SIGN;
        if (isInfinite(a, ae)) {
            if (isInfinite(b, be)) {
                Float80Nan.invalid(out);
            } else {
                out.set(sign | MAX_EXPONENT, INTEGER, flags);
            }
        } else if (isInfinite(b, be)) {
            out.set(sign, 0, flags);
        } else if (b == 0) {
            if (a == 0) {
                Float80Nan.invalid(out);
            } else {
                // ZE takes precedence over DE.
                out.set(sign | MAX_EXPONENT, INTEGER, ZE);
            }
        } else if (a == 0) {
            out.set(sign, 0, flags);
        } else {
            divideNormalized(
                    sign, exponentOf(a, ae) - exponentOf(b, be), normalized(a), normalized(b), flags, control, out);
        }
    }

    private static void divideNormalized(
            int sign, int difference, long a, long b, int flags, int control, X87Result out) {
        // The numerator is placed so that the quotient has exactly 64 bits.
        boolean smaller = Long.compareUnsigned(a, b) < 0;
        long high = smaller ? a : a >>> 1;
        long low = smaller ? 0 : a << 63;
        long quotient = WideDivide.unsigned(high, low, b);
        long rest = low - quotient * b;
        // Only whether the remainder is nothing, less than, exactly or more than half matters to rounding.
        long below = 0;
        if (rest != 0) {
            int half = rest < 0 ? 1 : Long.compareUnsigned(rest << 1, b);
            below = half < 0 ? 1 : half == 0 ? INTEGER : INTEGER | 1;
        }
        Float80Rounding.round(sign, difference + BIAS - (smaller ? 1 : 0), quotient, below, flags, control, out);
    }

    public static void squareRoot(long a, int ae, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, out)) {
            return;
        }
        if (isZero(a, ae)) {
            out.set(ae, a, 0);
        } else if ((ae & SIGN) != 0) {
            Float80Nan.invalid(out);
        } else if (isInfinite(a, ae)) {
            out.set(ae, a, 0);
        } else {
            int flags = isDenormal(a, ae) ? DE : 0;
            int exponent = exponentOf(a, ae) - BIAS;
            long significand = normalized(a);
            // Radicand in [2^126, 2^128) with an even exponent: its root has 64 bits.
            boolean odd = (exponent & 1) != 0;
            long high = odd ? significand : significand >>> 1;
            long low = odd ? 0 : significand << 63;
            long root = Float80Root.of(high, low);
            long restHigh =
                    high - Math.unsignedMultiplyHigh(root, root) - (Long.compareUnsigned(low, root * root) < 0 ? 1 : 0);
            long rest = low - root * root;
            // The root is never half way: rest is compared with root, (root + 1/2)² being root² + root + 1/4.
            long below = (restHigh | rest) == 0
                    ? 0
                    : restHigh != 0 || Long.compareUnsigned(rest, root) > 0 ? INTEGER | 1 : 1;
            Float80Rounding.round(0, (exponent >> 1) + BIAS, root, below, flags, control, out);
        }
    }
}
