package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.BIAS;
import static org.hermitscope.x86.semantics.Float80.INTEGER;
import static org.hermitscope.x86.semantics.Float80.MAX_EXPONENT;
import static org.hermitscope.x86.semantics.Float80.QUIET;
import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.C1;
import static org.hermitscope.x86.semantics.X87Word.DE;
import static org.hermitscope.x86.semantics.X87Word.IE;
import static org.hermitscope.x86.semantics.X87Word.OE;
import static org.hermitscope.x86.semantics.X87Word.PE;
import static org.hermitscope.x86.semantics.X87Word.UE;

/// Conversions between 80-bit values and what memory operands hold: float32, float64 and integers.
public final class Float80Convert {
    private static final int FLOAT32_BIAS = 127;
    private static final int FLOAT32_PRECISION = 24;
    private static final int FLOAT64_BIAS = 1023;
    private static final int FLOAT64_PRECISION = 53;

    private Float80Convert() {}

    /// The value of float32 bits, signaling NaNs as they are: operand of an operation that does the rest.
    /// Raises DE.
    public static void widen32(int bits, X87Result out) {
        int exponent = bits >>> 23 & 0xff;
        long fraction = (long) (bits & 0x7f_ffff) << 40;
        int sign = bits >>> 16 & SIGN;
        if (exponent - 1 >>> 1 < 0x7f || exponent == 0xfe) {
            out.set(sign | exponent - FLOAT32_BIAS + BIAS, fraction | INTEGER, 0);
        } else {
            widenSpecial(sign, exponent != 0, fraction, BIAS - FLOAT32_BIAS, out);
        }
    }

    /// The same for float64 bits.
    public static void widen64(long bits, X87Result out) {
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long fraction = (bits & 0xf_ffff_ffff_ffffL) << 11;
        int sign = (int) (bits >>> 48) & SIGN;
        if (exponent != 0 && exponent != 0x7ff) {
            out.set(sign | exponent - FLOAT64_BIAS + BIAS, fraction | INTEGER, 0);
        } else {
            widenSpecial(sign, exponent != 0, fraction, BIAS - FLOAT64_BIAS, out);
        }
    }

    private static void widenSpecial(int sign, boolean top, long fraction, int rebias, X87Result out) {
        if (top) {
            out.set(sign | MAX_EXPONENT, fraction | INTEGER, 0);
        } else if (fraction == 0) {
            out.set(sign, 0, 0);
        } else {
            int shift = Long.numberOfLeadingZeros(fraction);
            out.set(sign | rebias + 1 - shift, fraction << shift, DE);
        }
    }

    /// Turns the signaling NaN that [#widen32] or [#widen64] may have left into a quiet one, as FLD does.
    public static void quiet(X87Result out) {
        if (Float80.isSignaling(out.significand, out.signExponent)) {
            out.significand |= QUIET;
            out.flags |= IE;
        }
    }

    /// An integer, exactly.
    public static void fromInteger(long value, X87Result out) {
        if (value == 0) {
            out.set(0, 0, 0);
            return;
        }
        long magnitude = value < 0 ? -value : value;
        int shift = Long.numberOfLeadingZeros(magnitude);
        out.set((value < 0 ? SIGN : 0) | BIAS + 63 - shift, magnitude << shift, 0);
    }

    /// Float32 bits in `out.significand`; valid unless an unmasked IE, OE or UE is among the flags.
    public static void toFloat32(long a, int ae, int control, X87Result out) {
        narrow(a, ae, FLOAT32_PRECISION, FLOAT32_BIAS, control, out);
    }

    /// Float64 bits in `out.significand`; valid unless an unmasked IE, OE or UE is among the flags.
    public static void toFloat64(long a, int ae, int control, X87Result out) {
        narrow(a, ae, FLOAT64_PRECISION, FLOAT64_BIAS, control, out);
    }

    private static void narrow(long a, int ae, int precision, int bias, int control, X87Result out) {
        int fractionBits = precision - 1;
        int top = 2 * bias + 1;
        long sign = (long) (ae >>> 15 & 1) << (precision == FLOAT32_PRECISION ? 31 : 63);
        if (Float80.isUnsupported(a, ae)) {
            long negative = 1L << (precision == FLOAT32_PRECISION ? 31 : 63);
            out.set(0, negative | (long) top << fractionBits | 1L << fractionBits - 1, IE);
        } else if ((ae & MAX_EXPONENT) == MAX_EXPONENT) {
            boolean signals = Float80.isSignaling(a, ae);
            long quieted = a == INTEGER ? a : a | QUIET;
            long fraction = (quieted & ~INTEGER) >>> 64 - precision;
            out.set(0, sign | (long) top << fractionBits | fraction, signals ? IE : 0);
        } else if (a == 0) {
            out.set(0, sign, 0);
        } else {
            int exponent = Float80.exponentOf(a, ae) - BIAS + bias;
            narrowFinite(ae & SIGN, sign, exponent, Float80.normalized(a), precision, top, control, out);
        }
    }

    private static void narrowFinite(
            int ae, long sign, int exponent, long significand, int precision, int top, int control, X87Result out) {
        int mode = X87Word.roundingOf(control);
        int dropped = 64 - precision;
        long kept = significand >>> dropped;
        long rest = significand << precision;
        boolean up = Float80Rounding.roundsUp(rest, (kept & 1) != 0, mode, ae);
        boolean carry = up && kept + 1 == 1L << precision;
        int flags = rest == 0 ? 0 : up ? PE | C1 : PE;
        if (exponent <= 0 && !(exponent == 0 && carry)) {
            if ((control & UE) == 0) {
                out.set(0, 0, UE);
                return;
            }
            int shift = dropped + 1 - exponent;
            kept = shift < 64 ? significand >>> shift : 0;
            rest = shift < 64 ? significand << 64 - shift : shift == 64 ? significand : 1;
            up = Float80Rounding.roundsUp(rest, (kept & 1) != 0, mode, ae);
            flags = rest == 0 ? 0 : up ? UE | PE | C1 : UE | PE;
            // A carry into the exponent field makes the smallest normal number, as it should.
            out.set(0, sign | kept + (up ? 1 : 0), flags);
        } else if (exponent + (carry ? 1 : 0) >= top) {
            if ((control & OE) == 0) {
                out.set(0, 0, OE);
                return;
            }
            boolean infinite = mode == 0 || mode == (ae == 0 ? 2 : 1);
            long largest = ((long) top << precision - 1) - 1;
            out.set(0, sign | (infinite ? largest + 1 : largest), infinite ? OE | PE | C1 : OE | PE);
        } else {
            out.set(0, sign | ((long) exponent << precision - 1) + kept - (1L << precision - 1) + (up ? 1 : 0), flags);
        }
    }

    /// The integer in `out.significand`, sign extended; the smallest one with IE where the value does not fit.
    ///
    /// @param width 16, 32 or 64
    /// @param mode rounding control
    public static void toInteger(long a, int ae, int width, int mode, X87Result out) {
        long limit = 1L << width - 1;
        int exponent = (ae & MAX_EXPONENT) - BIAS;
        if (exponent > 63 || Float80.isUnsupported(a, ae)) {
            out.set(0, -limit, IE);
            return;
        }
        int shift = 63 - exponent;
        long whole = wholePart(a, shift);
        long rest = fraction(a, shift);
        boolean up = Float80Rounding.roundsUp(rest, (whole & 1) != 0, mode, ae & SIGN);
        boolean negative = (ae & SIGN) != 0;
        long magnitude = up ? whole + 1 : whole;
        boolean fits = Long.compareUnsigned(magnitude, negative ? limit : limit - 1) <= 0 && !(up && magnitude == 0);
        if (fits) {
            out.set(0, negative ? -magnitude : magnitude, rest == 0 ? 0 : up ? PE | C1 : PE);
        } else {
            out.set(0, -limit, IE);
        }
    }

    /// `a >>> shift` for any shift from 0 on.
    static long wholePart(long a, int shift) {
        return shift < 64 ? a >>> shift : 0;
    }

    /// The bits that [#wholePart] drops, as a fraction of 2^64 whose last bit stands for everything behind it.
    static long fraction(long a, int shift) {
        if (shift < 64) {
            return shift == 0 ? 0 : a << 64 - shift;
        }
        return shift == 64 ? a : a == 0 ? 0 : 1;
    }
}
