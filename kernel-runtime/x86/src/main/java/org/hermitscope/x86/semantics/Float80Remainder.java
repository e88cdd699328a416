package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.C0;
import static org.hermitscope.x86.semantics.X87Word.C1;
import static org.hermitscope.x86.semantics.X87Word.C2;
import static org.hermitscope.x86.semantics.X87Word.C3;
import static org.hermitscope.x86.semantics.X87Word.DE;

/// FPREM and FPREM1: exact remainders, far ones in several steps.
public final class Float80Remainder {
    private Float80Remainder() {}

    /// The remainder of `a / b`, or what is left after a step towards it (C2 set).
    ///
    /// @param nearest the quotient is rounded to nearest even as IEEE 754 wants (FPREM1) instead of chopped
    ///     (FPREM)
    public static void of(long a, int ae, long b, int be, boolean nearest, int control, X87Result out) {
        if (Float80Nan.propagate(a, ae, b, be, out)) {
            return;
        }
        if (Float80.isInfinite(a, ae) || b == 0) {
            Float80Nan.invalid(out);
            return;
        }
        int flags = Float80.isDenormal(a, ae) || Float80.isDenormal(b, be) ? DE : 0;
        if (a == 0) {
            out.set(ae, a, flags);
            return;
        }
        int x = Float80.exponentOf(a, ae);
        long dividend = Float80.normalized(a);
        if (Float80.isInfinite(b, be)) {
            finish(ae & SIGN, x, dividend, flags, control, out);
            return;
        }
        int y = Float80.exponentOf(b, be);
        long divisor = Float80.normalized(b);
        int distance = x - y;
        if (distance < 64) {
            whole(ae & SIGN, distance, dividend, y, divisor, nearest, flags, control, out);
        } else {
            // A step takes 32 to 63 bits off the quotient, such that the bits left are a multiple of 32.
            int bits = distance & 31 | 32;
            long rest = rest(dividend, bits, divisor, quotient(dividend, bits, divisor));
            finish(ae & SIGN, y + distance - bits, rest, flags | C2, control, out);
        }
    }

    private static void whole(
            int sign,
            int distance,
            long dividend,
            int y,
            long divisor,
            boolean nearest,
            int flags,
            int control,
            X87Result out) {
        if (distance < -1 || distance < 0 && !nearest) {
            finish(sign, y + distance, dividend, flags, control, out);
            return;
        }
        if (distance < 0) {
            // The dividend is between a quarter of the divisor and all of it; half exactly is a tie that goes
            // to 0.
            if (Long.compareUnsigned(dividend, divisor) <= 0) {
                finish(sign, y - 1, dividend, flags, control, out);
            } else {
                finish(sign ^ SIGN, y - 1, (divisor << 1) - dividend, flags | codes(1), control, out);
            }
            return;
        }
        long quotient = quotient(dividend, distance, divisor);
        long rest = rest(dividend, distance, divisor, quotient);
        int resultSign = sign;
        if (nearest) {
            int half = rest < 0 ? 1 : Long.compareUnsigned(rest << 1, divisor);
            if (half > 0 || half == 0 && (quotient & 1) != 0) {
                quotient++;
                rest = divisor - rest;
                resultSign = sign ^ SIGN;
            }
        }
        if (rest == 0) {
            resultSign = sign;
        }
        finish(resultSign, y, rest, flags | codes(quotient), control, out);
    }

    private static long quotient(long dividend, int distance, long divisor) {
        long high = distance == 0 ? 0 : dividend >>> 64 - distance;
        return WideDivide.unsigned(high, dividend << distance, divisor);
    }

    private static long rest(long dividend, int distance, long divisor, long quotient) {
        return (dividend << distance) - quotient * divisor;
    }

    /// The quotient's three low bits in C0, C3 and C1.
    private static int codes(long quotient) {
        return ((quotient & 4) != 0 ? C0 : 0) | ((quotient & 2) != 0 ? C3 : 0) | ((quotient & 1) != 0 ? C1 : 0);
    }

    private static void finish(int sign, int exponent, long rest, int flags, int control, X87Result out) {
        if (rest == 0) {
            out.set(sign, 0, flags);
        } else {
            int zeros = Long.numberOfLeadingZeros(rest);
            Float80Rounding.round(sign, exponent - zeros, rest << zeros, 0, flags, X87Word.extended(control), out);
        }
    }
}
