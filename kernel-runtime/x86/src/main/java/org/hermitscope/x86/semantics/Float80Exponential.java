package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.BIAS;
import static org.hermitscope.x86.semantics.Float80.INTEGER;
import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.DE;
import static org.hermitscope.x86.semantics.X87Word.PE;

/// F2XM1.
public final class Float80Exponential {
    private static final Series GROWING = Series.factorials(2, 1, 34, false);
    private static final Series SHRINKING = Series.factorials(2, 1, 34, true);

    private Float80Exponential() {}

    /// `2^a - 1` for a from -1 to 1. Beyond, where the manual leaves the result undefined, the operand comes
    /// back.
    public static void of(long a, int ae, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, out)) {
            return;
        }
        boolean negative = (ae & SIGN) != 0;
        int exponent = (ae & Float80.MAX_EXPONENT) - BIAS;
        if (Float80.isInfinite(a, ae)) {
            if (negative) {
                out.set(SIGN | BIAS, INTEGER, 0);
            } else {
                out.set(ae, a, 0);
            }
        } else if (a == 0) {
            out.set(ae, a, 0);
        } else if (exponent > 0 || exponent == 0 && a != INTEGER) {
            out.set(ae, a, PE);
        } else if (exponent == 0) {
            out.set(negative ? SIGN | BIAS - 1 : BIAS, INTEGER, 0);
        } else {
            Wide power = Wide.of(a, ae).multiply(ln2());
            Wide result = new Wide();
            (negative ? SHRINKING : GROWING).evaluate(power, result);
            result.multiply(power).round(Float80.isDenormal(a, ae) ? DE : 0, control, out);
        }
    }

    private static Wide ln2() {
        return Wide.constant(-1, 0xb172_17f7_d1cf_79abL, 0xc9e3_b398_03f2_f6afL);
    }
}
