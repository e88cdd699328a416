package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.BIAS;
import static org.hermitscope.x86.semantics.Float80.INTEGER;
import static org.hermitscope.x86.semantics.Float80.MAX_EXPONENT;
import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.C1;
import static org.hermitscope.x86.semantics.X87Word.DE;
import static org.hermitscope.x86.semantics.X87Word.PE;
import static org.hermitscope.x86.semantics.X87Word.ZE;

/// FRNDINT, FSCALE and FXTRACT.
public final class Float80Integral {
    /// More than any exponent can be off: scaling by more changes nothing further.
    private static final int FAR = 0x1_0000;

    private Float80Integral() {}

    /// FRNDINT.
    public static void round(long a, int ae, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, out)) {
            return;
        }
        int exponent = (ae & MAX_EXPONENT) - BIAS;
        if (exponent >= 63 || a == 0) {
            out.set(ae, a, 0);
            return;
        }
        int flags = Float80.isDenormal(a, ae) ? DE : 0;
        int shift = 63 - exponent;
        long whole = Float80Convert.wholePart(a, shift);
        long rest = Float80Convert.fraction(a, shift);
        int sign = ae & SIGN;
        boolean up = Float80Rounding.roundsUp(rest, (whole & 1) != 0, X87Word.roundingOf(control), sign);
        if (rest != 0) {
            flags |= up ? PE | C1 : PE;
        }
        long magnitude = up ? whole + 1 : whole;
        if (magnitude == 0) {
            out.set(sign, 0, flags);
        } else {
            int zeros = Long.numberOfLeadingZeros(magnitude);
            out.set(sign | BIAS + 63 - zeros, magnitude << zeros, flags);
        }
    }

    /// FSCALE: `a` times two to the power of `b`, which is chopped to an integer.
    public static void scale(long a, int ae, long b, int be, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, b, be, out)) {
            return;
        }
        int flags = Float80.isDenormal(a, ae) || Float80.isDenormal(b, be) ? DE : 0;
        int sign = ae & SIGN;
        if (Float80.isInfinite(b, be)) {
            boolean shrinks = (be & SIGN) != 0;
            if (shrinks ? Float80.isInfinite(a, ae) : a == 0) {
                Float80Nan.invalid(out);
            } else if (shrinks) {
                out.set(sign, 0, flags);
            } else {
                out.set(sign | MAX_EXPONENT, INTEGER, flags);
            }
        } else if (a == 0 || Float80.isInfinite(a, ae)) {
            out.set(ae, a, flags);
        } else {
            int exponent = Float80.exponentOf(a, ae) + power(b, be);
            Float80Rounding.round(sign, exponent, Float80.normalized(a), 0, flags, X87Word.extended(control), out);
        }
    }

    /// A finite value chopped to an integer within ±[#FAR].
    private static int power(long b, int be) {
        int exponent = (be & MAX_EXPONENT) - BIAS;
        int magnitude = exponent < 0 ? 0 : exponent > 15 ? FAR : (int) (b >>> 63 - exponent);
        return (be & SIGN) != 0 ? -magnitude : magnitude;
    }

    /// What FXTRACT leaves in ST(1): the unbiased exponent as a value. Its flags hold for both results.
    public static void exponent(long a, int ae, X87Result out) {
        if (Float80Nan.propagate(a, ae, out)) {
            return;
        }
        if (a == 0) {
            out.set(SIGN | MAX_EXPONENT, INTEGER, ZE);
        } else if (Float80.isInfinite(a, ae)) {
            out.set(MAX_EXPONENT, INTEGER, 0);
        } else {
            Float80Convert.fromInteger(Float80.exponentOf(a, ae) - BIAS, out);
            out.flags = Float80.isDenormal(a, ae) ? DE : 0;
        }
    }

    /// What FXTRACT leaves in ST(0): the significand as a value from 1 to 2.
    public static void significand(long a, int ae, X87Result out) {
        if (Float80Nan.propagate(a, ae, out)) {
            return;
        }
        if (a == 0 || Float80.isInfinite(a, ae)) {
            out.set(ae, a, 0);
        } else {
            out.set(ae & SIGN | BIAS, Float80.normalized(a), 0);
        }
    }
}
