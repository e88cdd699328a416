package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.SIGN;
import static org.hermitscope.x86.semantics.X87Word.DE;

/// FPATAN.
public final class Float80Arctangent {
    private static final Series ARCTANGENT = Series.oddReciprocals(54, true);

    private Float80Arctangent() {}

    /// The angle of the point (x, y), from minus pi to pi.
    public static void of(long y, int ye, long x, int xe, int control, X87Result out) {
        if (Float80Nan.propagate(x, xe, y, ye, out)) {
            return;
        }
        int flags = Float80.isDenormal(x, xe) || Float80.isDenormal(y, ye) ? DE : 0;
        int sign = ye & SIGN;
        boolean left = (xe & SIGN) != 0;
        boolean yInfinite = Float80.isInfinite(y, ye);
        boolean xInfinite = Float80.isInfinite(x, xe);
        Wide angle;
        if (yInfinite && xInfinite) {
            angle = Wide.pi().scale(-2);
            if (left) {
                angle.multiply(Wide.of(3, 0));
            }
        } else if (yInfinite || x == 0 && y != 0) {
            angle = Wide.pi().scale(-1);
        } else if (xInfinite || y == 0) {
            if (!left) {
                out.set(sign, 0, flags);
                return;
            }
            angle = Wide.pi();
        } else {
            angle = finite(Wide.of(y, ye), Wide.of(x, xe));
        }
        angle.negative = sign != 0;
        angle.round(flags, control, out);
    }

    /// The angle in the upper half plane. Consumes its arguments.
    private static Wide finite(Wide y, Wide x) {
        boolean left = x.negative;
        x.negative = false;
        y.negative = false;
        boolean steep = y.exponent > x.exponent || y.exponent == x.exponent && Long.compareUnsigned(y.high, x.high) > 0;
        Wide angle = steep ? firstOctant(x, y) : firstOctant(y, x);
        if (steep) {
            angle.negate().add(Wide.pi().scale(-1));
        }
        return left ? angle.negate().add(Wide.pi()) : angle;
    }

    /// The arctangent of `small / large`, at most 1. Beyond √2 - 1 it is taken from pi/4 down.
    private static Wide firstOctant(Wide small, Wide large) {
        Wide ratio = small.copy().divide(large);
        boolean beyond = ratio.exponent == 0
                || ratio.exponent == -1
                || ratio.exponent == -2 && Long.compareUnsigned(ratio.high, 0xd413_cccf_e779_9211L) > 0;
        if (!beyond) {
            return arctangent(ratio);
        }
        Wide difference = large.copy().add(small.negate());
        if (difference.isZero()) {
            return Wide.pi().scale(-2);
        }
        small.negate();
        Wide complement = arctangent(difference.divide(large.add(small)));
        return complement.negate().add(Wide.pi().scale(-2));
    }

    private static Wide arctangent(Wide tangent) {
        Wide sum = new Wide();
        ARCTANGENT.evaluate(tangent.copy().multiply(tangent), sum);
        return sum.multiply(tangent);
    }
}
