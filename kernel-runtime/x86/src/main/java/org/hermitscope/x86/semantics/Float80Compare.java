package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.X87Word.C0;
import static org.hermitscope.x86.semantics.X87Word.C1;
import static org.hermitscope.x86.semantics.X87Word.C2;
import static org.hermitscope.x86.semantics.X87Word.C3;
import static org.hermitscope.x86.semantics.X87Word.DE;
import static org.hermitscope.x86.semantics.X87Word.IE;

/// Comparison and classification: FCOM, FUCOM, FTST, FXAM and their relatives.
public final class Float80Compare {
    /// Condition codes of values that have no order (SDM 1 table 8-6).
    public static final int UNORDERED = C3 | C2 | C0;

    private Float80Compare() {}

    /// Compares `a` with `b` as FCOM does, or as FUCOM with `quiet`, which takes quiet NaNs without complaint.
    ///
    /// @return condition codes C3, C2, C0, and the exception flags
    public static int compare(long a, int ae, long b, int be, boolean quiet) {
        if (Float80.isUnsupported(a, ae) || Float80.isUnsupported(b, be)) {
            return UNORDERED | IE;
        }
        if (Float80.isNan(a, ae) || Float80.isNan(b, be)) {
            boolean invalid = !quiet || Float80.isSignaling(a, ae) || Float80.isSignaling(b, be);
            return invalid ? UNORDERED | IE : UNORDERED;
        }
        int flags = Float80.isDenormal(a, ae) || Float80.isDenormal(b, be) ? DE : 0;
        int order = order(a, ae, b, be);
        return order == 0 ? flags | C3 : order < 0 ? flags | C0 : flags;
    }

    /// Order of two numbers; zeros of either sign are equal.
    private static int order(long a, int ae, long b, int be) {
        if ((a | b) == 0) {
            return 0;
        }
        boolean aNegative = (ae & Float80.SIGN) != 0;
        boolean bNegative = (be & Float80.SIGN) != 0;
        if (aNegative != bNegative) {
            return aNegative ? -1 : 1;
        }
        // A pseudo-denormal has exponent 0 and the value of exponent 1.
        int magnitude = Integer.compare(Math.max(ae & Float80.MAX_EXPONENT, 1), Math.max(be & Float80.MAX_EXPONENT, 1));
        if (magnitude == 0) {
            magnitude = Long.compareUnsigned(a, b);
        }
        return aNegative ? -magnitude : magnitude;
    }

    /// FXAM of a register that is not empty.
    ///
    /// @return condition codes C3, C2, C1, C0 (SDM 2A, FXAM)
    public static int examine(long a, int ae) {
        int sign = (ae & Float80.SIGN) != 0 ? C1 : 0;
        int exponent = ae & Float80.MAX_EXPONENT;
        if (exponent == 0) {
            return sign | (a == 0 ? C3 : C3 | C2);
        }
        if (a >= 0) {
            return sign;
        }
        if (exponent != Float80.MAX_EXPONENT) {
            return sign | C2;
        }
        return sign | (a == Float80.INTEGER ? C2 | C0 : C0);
    }

    /// FXAM of an empty register; its sign counts all the same.
    public static int examineEmpty(int ae) {
        return (ae & Float80.SIGN) != 0 ? C3 | C0 | C1 : C3 | C0;
    }
}
