package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.X87Word.C1;
import static org.hermitscope.x86.semantics.X87Word.IE;
import static org.hermitscope.x86.semantics.X87Word.PE;

/// The packed decimal integers of FBLD and FBSTP: 18 digits in nine bytes, then a byte with the sign (SDM 1
/// 4.7).
public final class PackedDecimal {
    private static final long LIMIT = 1_000_000_000_000_000_000L;
    private static final long INDEFINITE_LOW = 0xc000_0000_0000_0000L;
    private static final int INDEFINITE_HIGH = 0xffff;

    private PackedDecimal() {}

    /// FBLD. Digits above 9 are undefined; each counts for its value here.
    ///
    /// @param low bytes 0 to 7
    /// @param high bytes 8 and 9
    public static void load(long low, int high, X87Result out) {
        long value = (high >>> 4 & 15) * 10L + (high & 15);
        for (int shift = 60; shift >= 0; shift -= 4) {
            value = value * 10 + (low >>> shift & 15);
        }
        int sign = high & Float80.SIGN;
        if (value == 0) {
            out.set(sign, 0, 0);
        } else {
            int zeros = Long.numberOfLeadingZeros(value);
            out.set(sign | Float80.BIAS + 63 - zeros, value << zeros, 0);
        }
    }

    /// FBSTP: bytes 0 to 7 in `out.significand`, 8 and 9 in `out.signExponent`; the packed decimal indefinite
    /// with IE where the value has more than 18 digits.
    ///
    /// @param mode rounding control
    public static void store(long a, int ae, int mode, X87Result out) {
        int exponent = (ae & Float80.MAX_EXPONENT) - Float80.BIAS;
        int sign = ae & Float80.SIGN;
        if (exponent > 62 || Float80.isUnsupported(a, ae)) {
            out.set(INDEFINITE_HIGH, INDEFINITE_LOW, IE);
            return;
        }
        int shift = 63 - exponent;
        long whole = Float80Convert.wholePart(a, shift);
        long rest = Float80Convert.fraction(a, shift);
        boolean up = Float80Rounding.roundsUp(rest, (whole & 1) != 0, mode, sign);
        long value = up ? whole + 1 : whole;
        if (value < 0 || value >= LIMIT) {
            out.set(INDEFINITE_HIGH, INDEFINITE_LOW, IE);
            return;
        }
        long low = 0;
        for (int position = 0; position < 64; position += 4) {
            low |= value % 10 << position;
            value /= 10;
        }
        int high = (int) (value % 10 | value / 10 << 4);
        out.set(sign | high, low, rest == 0 ? 0 : up ? PE | C1 : PE);
    }
}
