package org.hermitscope.x86.semantics;

/// float32 arithmetic of SSE on the bits of the values; see [Float64] for the division of labour with
/// [SoftFloat].
///
/// A float64 holds the exact product of two float32, which makes most tests of exactness simple.
public final class Float32 {
    private static final int SMALLEST_SAFE = 2 << 24;
    private static final int SAFE_RANGE = (0xff << 24) - SMALLEST_SAFE;

    private Float32() {}

    static boolean isDenormal(int bits) {
        return Integer.compareUnsigned((bits << 1) - (1 << 24), -(1 << 24)) > 0;
    }

    static boolean isSafe(int bits) {
        return Integer.compareUnsigned((bits << 1) - SMALLEST_SAFE, SAFE_RANGE) < 0;
    }

    private static boolean isZero(int bits) {
        return bits << 1 == 0;
    }

    private static boolean isInexactSum(float x, float y, float sum) {
        float part = sum - x;
        return x - (sum - part) + (y - part) != 0;
    }

    private static long wide(int bits) {
        return bits & 0xffff_ffffL;
    }

    public static int add(int a, int b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float sum = x + y;
            int bits = Float.floatToRawIntBits(sum);
            if (isSafe(bits) || isZero(bits)) {
                if (!environment.knowsInexact() && isInexactSum(x, y, sum)) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return (int) SoftFloat.add(32, wide(a), wide(b), environment);
    }

    public static int subtract(int a, int b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float difference = x - y;
            int bits = Float.floatToRawIntBits(difference);
            if (isSafe(bits) || isZero(bits)) {
                if (!environment.knowsInexact() && isInexactSum(x, -y, difference)) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return (int) SoftFloat.subtract(32, wide(a), wide(b), environment);
    }

    public static int multiply(int a, int b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            double exact = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
            float product = (float) exact;
            int bits = Float.floatToRawIntBits(product);
            if (isSafe(bits) || isZero(bits) && (isZero(a) || isZero(b))) {
                if (!environment.knowsInexact() && product != exact) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return (int) SoftFloat.multiply(32, wide(a), wide(b), environment);
    }

    public static int divide(int a, int b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float quotient = x / y;
            int bits = Float.floatToRawIntBits(quotient);
            if (isZero(bits) && isZero(a)) {
                return bits;
            }
            if (isSafe(bits)) {
                if (!environment.knowsInexact() && (double) quotient * y != x) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return (int) SoftFloat.divide(32, wide(a), wide(b), environment);
    }

    public static int squareRoot(int a, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a)) {
            float x = Float.intBitsToFloat(a);
            // Rounding a float64 root once more is innocuous: 53 bits are more than twice 24 and two.
            float root = (float) Math.sqrt(x);
            int bits = Float.floatToRawIntBits(root);
            if (isSafe(bits) || isZero(bits)) {
                if (!environment.knowsInexact() && (double) root * root != x) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return (int) SoftFloat.squareRoot(32, wide(a), environment);
    }

    public static int minimum(int a, int b, FloatEnvironment environment) {
        if (!isDenormal(a) && !isDenormal(b)) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            if (x < y) {
                return a;
            }
            if (x >= y) {
                return b;
            }
        }
        return (int) SoftCompare.minimum(32, wide(a), wide(b), environment);
    }

    public static int maximum(int a, int b, FloatEnvironment environment) {
        if (!isDenormal(a) && !isDenormal(b)) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            if (x > y) {
                return a;
            }
            if (x <= y) {
                return b;
            }
        }
        return (int) SoftCompare.maximum(32, wide(a), wide(b), environment);
    }

    /// Whether neither operand is denormal or a NaN, so that comparing them raises nothing.
    private static boolean areQuietlyOrdered(int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        return (x <= y || x > y) && !isDenormal(a) && !isDenormal(b);
    }

    private static int relation(int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        return x < y ? SoftCompare.LESS : x > y ? SoftCompare.GREATER : SoftCompare.EQUAL;
    }

    /// CMPSS and CMPPS: ones or zeros.
    public static int compare(int predicate, int a, int b, FloatEnvironment environment) {
        boolean holds = areQuietlyOrdered(a, b)
                ? SoftCompare.holds(predicate, relation(a, b))
                : SoftCompare.compare(32, predicate, wide(a), wide(b), environment);
        return holds ? -1 : 0;
    }

    /// UCOMISS, COMISS (`signaling`): ZF, PF and CF as in RFLAGS.
    public static int order(int a, int b, boolean signaling, FloatEnvironment environment) {
        return areQuietlyOrdered(a, b)
                ? SoftCompare.flags(relation(a, b))
                : SoftCompare.order(32, wide(a), wide(b), signaling, environment);
    }
}
