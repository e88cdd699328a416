package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.INTEGER;
import static org.hermitscope.x86.semantics.Float80.MAX_EXPONENT;
import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.DE;
import static org.hermitscope.x86.semantics.X87Word.ZE;

/// FYL2X and FYL2XP1.
public final class Float80Logarithm {
    /// High half of the square root of 2, below which a significand counts as near 1.
    private static final long ROOT_2 = 0xb504_f333_f9de_6484L;

    private static final Series ARTANH = Series.oddReciprocals(30, false);

    private Float80Logarithm() {}

    /// `y × log2(x)`.
    public static void yLog2(long x, int xe, long y, int ye, int control, X87Result out) {
        if (Float80Nan.propagate(x, xe, y, ye, out)) {
            return;
        }
        int flags = flags(x, xe, y, ye);
        int ySign = ye & SIGN;
        if (x == 0) {
            if (y == 0) {
                Float80Nan.invalid(out);
            } else {
                out.set(ySign ^ SIGN | MAX_EXPONENT, INTEGER, Float80.isInfinite(y, ye) ? 0 : ZE);
            }
            return;
        }
        if ((xe & SIGN) != 0) {
            Float80Nan.invalid(out);
            return;
        }
        long significand = Float80.normalized(x);
        int exponent = Float80.exponentOf(x, xe) - Float80.BIAS;
        boolean one = exponent == 0 && significand == INTEGER;
        int sign = exponent < 0 ? ySign ^ SIGN : ySign;
        if (Float80.isInfinite(x, xe) || Float80.isInfinite(y, ye)) {
            infinite(one || y == 0, sign, flags, out);
        } else if (one || y == 0) {
            out.set(sign, 0, flags);
        } else if (significand == INTEGER) {
            multiplyExactly(exponent, y, ye, flags, control, out);
        } else {
            log2(Wide.of(x, xe)).multiply(Wide.of(y, ye)).round(flags, control, out);
        }
    }

    /// `y × log2(x + 1)`. The manual leaves x beyond ±(1 - √2/2) undefined; the result is what the formula says.
    public static void yLog2Plus1(long x, int xe, long y, int ye, int control, X87Result out) {
        if (Float80Nan.propagate(x, xe, y, ye, out)) {
            return;
        }
        int flags = flags(x, xe, y, ye);
        int sign = (xe ^ ye) & SIGN;
        boolean negative = (xe & SIGN) != 0;
        int exponent = x == 0 ? -MAX_EXPONENT : Float80.exponentOf(x, xe) - Float80.BIAS;
        if (negative && exponent >= 0) {
            belowZero(exponent == 0 && x == INTEGER, y, ye, out);
        } else if (Float80.isInfinite(x, xe) || Float80.isInfinite(y, ye)) {
            infinite(x == 0 || y == 0, sign, flags, out);
        } else if (x == 0 || y == 0) {
            out.set(sign, 0, flags);
        } else if (exponent < -2) {
            Wide argument = Wide.of(x, xe);
            Wide sum = Wide.of(2, 0).add(argument);
            fromArtanh(argument.divide(sum)).multiply(Wide.of(y, ye)).round(flags, control, out);
        } else {
            Wide sum = Wide.of(1, 0).add(Wide.of(x, xe));
            if (sum.high == INTEGER && sum.low == 0) {
                multiplyExactly(sum.exponent, y, ye, flags, control, out);
            } else {
                log2(sum).multiply(Wide.of(y, ye)).round(flags, control, out);
            }
        }
    }

    private static int flags(long x, int xe, long y, int ye) {
        return Float80.isDenormal(x, xe) || Float80.isDenormal(y, ye) ? DE : 0;
    }

    /// An infinite operand: infinity, unless the other factor is zero.
    private static void infinite(boolean zero, int sign, int flags, X87Result out) {
        if (zero) {
            Float80Nan.invalid(out);
        } else {
            out.set(sign | MAX_EXPONENT, INTEGER, flags);
        }
    }

    /// `x + 1` is zero or less.
    private static void belowZero(boolean zero, long y, int ye, X87Result out) {
        if (!zero || y == 0) {
            Float80Nan.invalid(out);
        } else {
            out.set(ye & SIGN ^ SIGN | MAX_EXPONENT, INTEGER, Float80.isInfinite(y, ye) ? 0 : ZE);
        }
    }

    private static void multiplyExactly(int factor, long y, int ye, int flags, int control, X87Result out) {
        Float80Convert.fromInteger(factor, out);
        Float80.multiply(out.significand, out.signExponent, y, ye, X87Word.extended(control), out);
        out.flags |= flags;
    }

    /// Logarithm of a positive number that is no power of two. Consumes `x`.
    private static Wide log2(Wide x) {
        int exponent = x.exponent;
        boolean large = Long.compareUnsigned(x.high, ROOT_2) > 0;
        if (large) {
            exponent++;
        }
        x.exponent = large ? -1 : 0;
        Wide difference = x.copy().add(Wide.of(-1, 0));
        Wide fraction = fromArtanh(difference.divide(x.add(Wide.of(1, 0))));
        return exponent == 0 ? fraction : fraction.add(Wide.of(exponent, 0));
    }

    /// `log2((1 + s) / (1 - s))`, which is twice artanh(s) over ln 2.
    private static Wide fromArtanh(Wide s) {
        Wide sum = new Wide();
        ARTANH.evaluate(s.copy().multiply(s), sum);
        return sum.multiply(s).multiply(twoByLn2());
    }

    private static Wide twoByLn2() {
        return Wide.constant(1, 0xb8aa_3b29_5c17_f0bbL, 0xbe87_fed0_691d_3e88L);
    }
}
