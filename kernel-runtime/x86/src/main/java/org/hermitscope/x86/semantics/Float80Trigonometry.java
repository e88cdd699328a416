package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.X87Word.C2;
import static org.hermitscope.x86.semantics.X87Word.DE;

/// FSIN, FCOS, FSINCOS and FPTAN.
///
/// Arguments are reduced with the 66-bit value of pi that processors use (SDM 1 8.3.8), so that results far
/// from zero agree with them; from there on the error is that of rounding.
public final class Float80Trigonometry {
    /// Pi times 2^66, and the same number is pi/2 times 2^67.
    private static final long PI_HIGH = 0xcL;

    private static final long PI_LOW = 0x90fd_aa22_168c_234cL;
    private static final int PI_HALF_SCALE = 67;
    /// Arguments from 2^63 on are not reduced (C2).
    private static final int RANGE = 63;
    /// Below 2^-32, the tangent's third term is beyond 128 bits.
    private static final int SMALL = -32;

    private static final Series SINE = Series.factorials(3, 2, 17, true);
    private static final Series COSINE = Series.factorials(2, 2, 17, true);

    private Float80Trigonometry() {}

    public static void sine(long a, int ae, int control, X87Result out) {
        if (special(a, ae, out)) {
            return;
        }
        if (a == 0) {
            out.set(ae, a, 0);
            return;
        }
        Wide rest = Wide.of(a, ae);
        int quadrant = reduce(rest, a);
        sine(rest, quadrant).round(flags(a, ae), control, out);
    }

    public static void cosine(long a, int ae, int control, X87Result out) {
        if (special(a, ae, out)) {
            return;
        }
        if (a == 0) {
            one(out);
            return;
        }
        Wide rest = Wide.of(a, ae);
        int quadrant = reduce(rest, a);
        sine(rest, quadrant + 1).round(flags(a, ae), control, out);
    }

    /// Sine, which replaces the operand, and cosine, which is pushed. With C2 or IE in the flags there is one
    /// result.
    public static void sineAndCosine(long a, int ae, int control, X87Result sine, X87Result cosine) {
        if (special(a, ae, sine)) {
            cosine.set(sine.signExponent, sine.significand, 0);
            return;
        }
        if (a == 0) {
            sine.set(ae, a, 0);
            one(cosine);
            return;
        }
        Wide rest = Wide.of(a, ae);
        int quadrant = reduce(rest, a);
        sine(rest, quadrant).round(flags(a, ae), control, sine);
        sine(rest, quadrant + 1).round(0, control, cosine);
    }

    /// Tangent, which replaces the operand, and the 1 that is pushed.
    public static void tangent(long a, int ae, int control, X87Result tangent, X87Result pushed) {
        if (special(a, ae, tangent)) {
            pushed.set(tangent.signExponent, tangent.significand, 0);
            return;
        }
        one(pushed);
        if (a == 0) {
            tangent.set(ae, a, 0);
            return;
        }
        Wide rest = Wide.of(a, ae);
        int quadrant = reduce(rest, a);
        tangent(rest, quadrant).round(flags(a, ae), control, tangent);
    }

    private static void one(X87Result out) {
        out.set(Float80.BIAS, Float80.INTEGER, 0);
    }

    private static int flags(long a, int ae) {
        return Float80.isDenormal(a, ae) ? DE : 0;
    }

    /// Answers for what is no number or too large to be reduced.
    private static boolean special(long a, int ae, X87Result out) {
        if (Float80Nan.propagate(a, ae, out)) {
            return true;
        }
        if (Float80.isInfinite(a, ae)) {
            Float80Nan.invalid(out);
            return true;
        }
        if ((ae & Float80.MAX_EXPONENT) >= Float80.BIAS + RANGE) {
            out.set(ae, a, C2);
            return true;
        }
        return false;
    }

    /// Takes the nearest multiple of pi/2 off `rest`, exactly.
    ///
    /// @param significand of `rest`, which has 64 bits
    /// @return the multiple, modulo 4
    private static int reduce(Wide rest, long significand) {
        if (rest.exponent < -1) {
            return 0;
        }
        long high = 0;
        long low = significand;
        int quotient = 0;
        for (int i = rest.exponent - RANGE + PI_HALF_SCALE; i > 0; i--) {
            high = high << 1 | low >>> 63;
            low <<= 1;
            quotient <<= 1;
            if (high > PI_HIGH || high == PI_HIGH && Long.compareUnsigned(low, PI_LOW) >= 0) {
                high -= PI_HIGH + (Long.compareUnsigned(low, PI_LOW) < 0 ? 1 : 0);
                low -= PI_LOW;
                quotient++;
            }
        }
        boolean negative = rest.negative;
        if (high > PI_HIGH >>> 1 || high == PI_HIGH >>> 1 && Long.compareUnsigned(low, PI_LOW >>> 1) > 0) {
            high = PI_HIGH - high - (Long.compareUnsigned(PI_LOW, low) < 0 ? 1 : 0);
            low = PI_LOW - low;
            quotient++;
            rest.setFraction(high, low).negative = !negative;
        } else {
            rest.setFraction(high, low).negative = negative;
        }
        rest.scale(128 - PI_HALF_SCALE);
        return (negative ? -quotient : quotient) & 3;
    }

    /// The sine of `rest + quadrant × pi/2`.
    private static Wide sine(Wide rest, int quadrant) {
        Wide square = rest.copy().multiply(rest);
        Wide result = new Wide();
        if ((quadrant & 1) == 0) {
            SINE.evaluate(square, result);
            result.multiply(rest);
        } else {
            COSINE.evaluate(square, result);
        }
        if ((quadrant & 2) != 0) {
            result.negate();
        }
        return result;
    }

    private static Wide tangent(Wide rest, int quadrant) {
        boolean odd = (quadrant & 1) != 0;
        if (rest.exponent < SMALL) {
            return odd ? smallCotangent(rest).negate() : smallTangent(rest);
        }
        Wide sine = sine(rest, quadrant);
        return sine.divide(sine(rest, quadrant + 1));
    }

    /// `x (1 + x²/3 + 2x⁴/15)`: a quotient of sine and cosine would not see what makes it more than x.
    private static Wide smallTangent(Wide x) {
        Wide square = x.copy().multiply(x);
        Wide fourth = square.copy().multiply(Wide.of(2, 0)).divide(Wide.of(15, 0));
        Wide growth = Wide.of(1, 0).divide(Wide.of(3, 0)).add(fourth).multiply(square);
        return Wide.of(1, 0).add(atLeastOnePlace(growth)).multiply(x);
    }

    /// `(1 - x²/3 - x⁴/45) / x`.
    private static Wide smallCotangent(Wide x) {
        Wide square = x.copy().multiply(x);
        Wide fourth = square.copy().divide(Wide.of(45, 0));
        Wide loss = Wide.of(1, 0).divide(Wide.of(3, 0)).add(fourth).multiply(square);
        return Wide.of(1, 0).add(atLeastOnePlace(loss).negate()).divide(x);
    }

    private static Wide atLeastOnePlace(Wide term) {
        return term.exponent < -127 ? Wide.of(1, -127) : term;
    }
}
