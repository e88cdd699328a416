package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.INDEFINITE;
import static org.hermitscope.x86.semantics.Float80.MAX_EXPONENT;
import static org.hermitscope.x86.semantics.Float80.QUIET;
import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.IE;

/// What comes out when an operand is a NaN or not a number the processor knows (SDM 1 tables 4-7 and 8-3).
final class Float80Nan {
    private Float80Nan() {}

    /// The answer to an invalid operation: the QNaN real indefinite.
    static void invalid(X87Result out) {
        out.set(SIGN | MAX_EXPONENT, INDEFINITE, IE);
    }

    /// Answers for one operand, if it is a NaN or unsupported.
    ///
    /// @return whether it did
    static boolean propagate(long a, int ae, X87Result out) {
        if (Float80.isUnsupported(a, ae)) {
            invalid(out);
            return true;
        }
        if (!Float80.isNan(a, ae)) {
            return false;
        }
        out.set(ae, a | QUIET, (a & QUIET) == 0 ? IE : 0);
        return true;
    }

    /// Answers for two operands, if either is a NaN or unsupported.
    ///
    /// @return whether it did
    static boolean propagate(long a, int ae, long b, int be, X87Result out) {
        if (Float80.isUnsupported(a, ae) || Float80.isUnsupported(b, be)) {
            invalid(out);
            return true;
        }
        boolean aNan = Float80.isNan(a, ae);
        boolean bNan = Float80.isNan(b, be);
        if (!aNan && !bNan) {
            return false;
        }
        boolean aSignals = aNan && (a & QUIET) == 0;
        boolean bSignals = bNan && (b & QUIET) == 0;
        int flags = aSignals || bSignals ? IE : 0;
        boolean first;
        if (!bNan) {
            first = true;
        } else if (!aNan) {
            first = false;
        } else if (aSignals != bSignals) {
            first = bSignals;
        } else {
            int order = Long.compareUnsigned(a, b);
            first = order > 0 || order == 0 && (ae & SIGN) == 0;
        }
        if (first) {
            out.set(ae, a | QUIET, flags);
        } else {
            out.set(be, b | QUIET, flags);
        }
        return true;
    }
}
