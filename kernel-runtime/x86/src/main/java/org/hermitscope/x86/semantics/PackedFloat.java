package org.hermitscope.x86.semantics;

/// The two float32 of one lane at once; the lower is computed first. See [Float32] for what each element does.
public final class PackedFloat {
    private PackedFloat() {}

    /// The second and the first element together.
    public static long pair(int low, int high) {
        return low & 0xffff_ffffL | (long) high << 32;
    }

    public static int high(long lane) {
        return (int) (lane >>> 32);
    }

    public static long add(long a, long b, FloatEnvironment environment) {
        return pair(Float32.add((int) a, (int) b, environment), Float32.add(high(a), high(b), environment));
    }

    public static long subtract(long a, long b, FloatEnvironment environment) {
        return pair(Float32.subtract((int) a, (int) b, environment), Float32.subtract(high(a), high(b), environment));
    }

    public static long multiply(long a, long b, FloatEnvironment environment) {
        return pair(Float32.multiply((int) a, (int) b, environment), Float32.multiply(high(a), high(b), environment));
    }

    public static long divide(long a, long b, FloatEnvironment environment) {
        return pair(Float32.divide((int) a, (int) b, environment), Float32.divide(high(a), high(b), environment));
    }

    public static long minimum(long a, long b, FloatEnvironment environment) {
        return pair(Float32.minimum((int) a, (int) b, environment), Float32.minimum(high(a), high(b), environment));
    }

    public static long maximum(long a, long b, FloatEnvironment environment) {
        return pair(Float32.maximum((int) a, (int) b, environment), Float32.maximum(high(a), high(b), environment));
    }

    public static long compare(int predicate, long a, long b, FloatEnvironment environment) {
        return pair(
                Float32.compare(predicate, (int) a, (int) b, environment),
                Float32.compare(predicate, high(a), high(b), environment));
    }

    public static long squareRoot(long a, FloatEnvironment environment) {
        return pair(Float32.squareRoot((int) a, environment), Float32.squareRoot(high(a), environment));
    }

    public static long round(long a, int control, FloatEnvironment environment) {
        return pair(
                FloatConvert.roundFloat32((int) a, control, environment),
                FloatConvert.roundFloat32(high(a), control, environment));
    }

    /// ADDSUBPS: the lower elements are subtracted, the upper added.
    public static long subtractAdd(long a, long b, FloatEnvironment environment) {
        return pair(Float32.subtract((int) a, (int) b, environment), Float32.add(high(a), high(b), environment));
    }

    /// HADDPS: the sum of each lane's two elements.
    public static long addHorizontally(long a, long b, FloatEnvironment environment) {
        return pair(Float32.add((int) a, high(a), environment), Float32.add((int) b, high(b), environment));
    }

    public static long subtractHorizontally(long a, long b, FloatEnvironment environment) {
        return pair(Float32.subtract((int) a, high(a), environment), Float32.subtract((int) b, high(b), environment));
    }

    /// CVTDQ2PS.
    public static long fromIntegers(long a, FloatEnvironment environment) {
        return pair(
                FloatConvert.int32ToFloat32((int) a, environment), FloatConvert.int32ToFloat32(high(a), environment));
    }

    /// CVTPS2DQ, CVTTPS2DQ.
    public static long toIntegers(long a, int rounding, FloatEnvironment environment) {
        return FloatConvert.float32ToInteger((int) a, 32, rounding, environment)
                | FloatConvert.float32ToInteger(high(a), 32, rounding, environment) << 32;
    }

    /// CVTPD2PS of two lanes.
    public static long narrow(long low, long high, FloatEnvironment environment) {
        return pair(FloatConvert.float64ToFloat32(low, environment), FloatConvert.float64ToFloat32(high, environment));
    }
}
