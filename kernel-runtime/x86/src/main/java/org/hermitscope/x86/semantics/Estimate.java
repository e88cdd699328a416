package org.hermitscope.x86.semantics;

/// RCPPS and RSQRTPS of one float32. The manual bounds their relative error by 1.5 * 2^-12 and leaves the rest
/// open; here the result is the exact one rounded to 12 fraction bits. Denormals are zeros going in and coming
/// out (SDM 2B RCPPS).
public final class Estimate {
    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    private static final int INDEFINITE = 0xffc0_0000;
    private static final int QUIET = 1 << 22;
    private static final int DROPPED = 11;

    private Estimate() {}

    private static boolean isNaN(int bits) {
        return (bits & ~SIGN) > INFINITY;
    }

    private static boolean isZero(int bits) {
        return (bits & INFINITY) == 0;
    }

    private static int shortened(float value) {
        int bits = Float.floatToRawIntBits(value);
        return isZero(bits) ? bits & SIGN : bits + (1 << DROPPED - 1) >>> DROPPED << DROPPED;
    }

    public static int reciprocal(int bits) {
        if (isNaN(bits)) {
            return bits | QUIET;
        }
        if (isZero(bits)) {
            return bits & SIGN | INFINITY;
        }
        return shortened(1 / Float.intBitsToFloat(bits));
    }

    public static int reciprocalRoot(int bits) {
        if (isNaN(bits)) {
            return bits | QUIET;
        }
        if (isZero(bits)) {
            return bits & SIGN | INFINITY;
        }
        if (bits < 0) {
            return INDEFINITE;
        }
        return shortened((float) (1 / Math.sqrt(Float.intBitsToFloat(bits))));
    }
}
