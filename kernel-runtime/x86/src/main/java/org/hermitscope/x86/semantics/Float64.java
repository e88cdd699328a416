package org.hermitscope.x86.semantics;

/// float64 arithmetic of SSE2 on the bits of the values.
///
/// With MXCSR as after reset the JVM's arithmetic is exact in IEEE's sense, and it is used wherever it is plain
/// that no exception but inexactness can have been raised: no denormal operand, a result that is neither NaN,
/// infinite nor near the denormals. Everything else goes to [SoftFloat].
public final class Float64 {
    private static final long SMALLEST_SAFE = 2L << 53;
    private static final long SAFE_RANGE = (0x7ffL << 53) - SMALLEST_SAFE;
    private static final long HIDDEN = 1L << 52;

    private Float64() {}

    static boolean isDenormal(long bits) {
        // Doubled and less the smallest normal, only denormals are above what zero becomes.
        return Long.compareUnsigned((bits << 1) - (1L << 53), -(1L << 53)) > 0;
    }

    /// Whether an arithmetic result is normal and not at the edge where tininess must be looked at.
    static boolean isSafe(long bits) {
        return Long.compareUnsigned((bits << 1) - SMALLEST_SAFE, SAFE_RANGE) < 0;
    }

    private static boolean isZero(long bits) {
        return bits << 1 == 0;
    }

    /// Whether the product of two normal numbers has too many bits for a float64; where only the product's
    /// length could tell, the answer is yes.
    private static boolean mayBeInexactProduct(long a, long b) {
        return Long.numberOfTrailingZeros(a | HIDDEN) + Long.numberOfTrailingZeros(b | HIDDEN) < 53;
    }

    public static long add(long a, long b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double sum = x + y;
            long bits = Double.doubleToRawLongBits(sum);
            if (isSafe(bits) || isZero(bits)) {
                if (!environment.knowsInexact() && isInexactSum(x, y, sum)) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return SoftFloat.add(64, a, b, environment);
    }

    /// Knuth's error-free transformation: what rounding took away is itself a float64.
    private static boolean isInexactSum(double x, double y, double sum) {
        double part = sum - x;
        return x - (sum - part) + (y - part) != 0;
    }

    public static long subtract(long a, long b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double difference = x - y;
            long bits = Double.doubleToRawLongBits(difference);
            if (isSafe(bits) || isZero(bits)) {
                if (!environment.knowsInexact() && isInexactSum(x, -y, difference)) {
                    environment.raise(FloatEnvironment.PRECISION);
                }
                return bits;
            }
        }
        return SoftFloat.subtract(64, a, b, environment);
    }

    public static long multiply(long a, long b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            long bits = Double.doubleToRawLongBits(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
            if (isSafe(bits)) {
                if (environment.knowsInexact() || !mayBeInexactProduct(a, b)) {
                    return bits;
                }
            } else if (isZero(bits) && (isZero(a) || isZero(b))) {
                return bits;
            }
        }
        return SoftFloat.multiply(64, a, b, environment);
    }

    public static long divide(long a, long b, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a) && !isDenormal(b)) {
            double quotient = Double.longBitsToDouble(a) / Double.longBitsToDouble(b);
            long bits = Double.doubleToRawLongBits(quotient);
            if (isSafe(bits)) {
                if (environment.knowsInexact()) {
                    return bits;
                }
                // Exact if multiplying back is exact and gives the dividend.
                if (!mayBeInexactProduct(bits, b)
                        && quotient * Double.longBitsToDouble(b) == Double.longBitsToDouble(a)) {
                    return bits;
                }
            } else if (isZero(bits) && isZero(a)) {
                return bits;
            }
        }
        return SoftFloat.divide(64, a, b, environment);
    }

    public static long squareRoot(long a, FloatEnvironment environment) {
        if (environment.isPlain() && !isDenormal(a)) {
            double root = Math.sqrt(Double.longBitsToDouble(a));
            long bits = Double.doubleToRawLongBits(root);
            if (isZero(bits)) {
                return bits;
            }
            if (isSafe(bits)
                    && (environment.knowsInexact()
                            || !mayBeInexactProduct(bits, bits) && root * root == Double.longBitsToDouble(a))) {
                return bits;
            }
        }
        return SoftFloat.squareRoot(64, a, environment);
    }

    public static long minimum(long a, long b, FloatEnvironment environment) {
        if (!isDenormal(a) && !isDenormal(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            if (x < y) {
                return a;
            }
            if (x >= y) {
                return b;
            }
        }
        return SoftCompare.minimum(64, a, b, environment);
    }

    public static long maximum(long a, long b, FloatEnvironment environment) {
        if (!isDenormal(a) && !isDenormal(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            if (x > y) {
                return a;
            }
            if (x <= y) {
                return b;
            }
        }
        return SoftCompare.maximum(64, a, b, environment);
    }

    /// Whether neither operand is denormal or a NaN, so that comparing them raises nothing.
    private static boolean areQuietlyOrdered(long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        return (x <= y || x > y) && !isDenormal(a) && !isDenormal(b);
    }

    private static int relation(long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        return x < y ? SoftCompare.LESS : x > y ? SoftCompare.GREATER : SoftCompare.EQUAL;
    }

    /// CMPSD and CMPPD: ones or zeros.
    public static long compare(int predicate, long a, long b, FloatEnvironment environment) {
        boolean holds = areQuietlyOrdered(a, b)
                ? SoftCompare.holds(predicate, relation(a, b))
                : SoftCompare.compare(64, predicate, a, b, environment);
        return holds ? -1 : 0;
    }

    /// UCOMISD, COMISD (`signaling`): ZF, PF and CF as in RFLAGS.
    public static int order(long a, long b, boolean signaling, FloatEnvironment environment) {
        return areQuietlyOrdered(a, b)
                ? SoftCompare.flags(relation(a, b))
                : SoftCompare.order(64, a, b, signaling, environment);
    }
}
