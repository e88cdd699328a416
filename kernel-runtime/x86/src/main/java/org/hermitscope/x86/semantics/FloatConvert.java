package org.hermitscope.x86.semantics;

/// Conversions of SSE between float32, float64 and integers, and rounding to whole numbers, on bits. `rounding`
/// is one of [FloatEnvironment]'s; the others take it from MXCSR.
public final class FloatConvert {
    private FloatConvert() {}

    private static long wide(int bits) {
        return bits & 0xffff_ffffL;
    }

    /// CVTSI2SD from 32 bits, and one element of CVTDQ2PD: always exact.
    public static long int32ToFloat64(int value) {
        return Double.doubleToRawLongBits(value);
    }

    public static long int64ToFloat64(long value, FloatEnvironment environment) {
        if (value << 11 >> 11 == value) {
            return Double.doubleToRawLongBits((double) value);
        }
        return SoftConvert.fromInteger(64, value, environment);
    }

    public static int int32ToFloat32(int value, FloatEnvironment environment) {
        return int64ToFloat32(value, environment);
    }

    public static int int64ToFloat32(long value, FloatEnvironment environment) {
        if (value << 40 >> 40 == value) {
            return Float.floatToRawIntBits((float) value);
        }
        return (int) SoftConvert.fromInteger(32, value, environment);
    }

    /// A float64 as an integer of 32 or 64 bits, zero extended.
    public static long float64ToInteger(long bits, int size, int rounding, FloatEnvironment environment) {
        double value = Double.longBitsToDouble(bits);
        int whole = (int) value;
        // An exact conversion is the same in every mode; -0.0 and 0.0 compare equal, denormals do not compare
        // equal to 0.
        if (whole == value && whole != Integer.MIN_VALUE) {
            return size == 64 ? whole : whole & 0xffff_ffffL;
        }
        return SoftConvert.toInteger(64, bits, size, rounding, environment);
    }

    /// A float32 as an integer of 32 or 64 bits, zero extended.
    public static long float32ToInteger(int bits, int size, int rounding, FloatEnvironment environment) {
        float value = Float.intBitsToFloat(bits);
        int whole = (int) value;
        if (whole == value && whole != Integer.MIN_VALUE && whole != Integer.MAX_VALUE) {
            return size == 64 ? whole : whole & 0xffff_ffffL;
        }
        return SoftConvert.toInteger(32, wide(bits), size, rounding, environment);
    }

    public static long float32ToFloat64(int bits, FloatEnvironment environment) {
        int exponent = bits >>> 23 & 0xff;
        if (exponent != 0 && exponent != 0xff || bits << 1 == 0) {
            return Double.doubleToRawLongBits(Float.intBitsToFloat(bits));
        }
        return SoftConvert.convert(32, 64, wide(bits), environment.rounding(), environment);
    }

    public static int float64ToFloat32(long bits, FloatEnvironment environment) {
        double value = Double.longBitsToDouble(bits);
        float narrow = (float) value;
        // A float64 that is exactly a normal float32 or a zero raises nothing in any mode.
        if (narrow == value && (Math.abs(narrow) >= Float.MIN_NORMAL || narrow == 0) && !Float.isInfinite(narrow)) {
            return Float.floatToRawIntBits(narrow);
        }
        return (int) SoftConvert.convert(64, 32, bits, environment.rounding(), environment);
    }

    /// VCVTPH2PS of one element.
    public static int float16ToFloat32(int bits, FloatEnvironment environment) {
        return (int) SoftConvert.convert(16, 32, bits & 0xffffL, environment.rounding(), environment);
    }

    /// VCVTPS2PH of one element.
    public static int float32ToFloat16(int bits, int rounding, FloatEnvironment environment) {
        return (int) SoftConvert.convert(32, 16, wide(bits), rounding, environment);
    }

    /// ROUNDSD and one element of ROUNDPD.
    ///
    /// @param control the immediate: bits 1:0 rounding unless bit 2 chooses MXCSR's, bit 3 hides inexactness
    public static long roundFloat64(long bits, int control, FloatEnvironment environment) {
        return SoftConvert.toWhole(64, bits, rounding(control, environment), (control & 8) != 0, environment);
    }

    /// ROUNDSS and one element of ROUNDPS.
    public static int roundFloat32(int bits, int control, FloatEnvironment environment) {
        return (int)
                SoftConvert.toWhole(32, wide(bits), rounding(control, environment), (control & 8) != 0, environment);
    }

    /// The rounding that an immediate asks for.
    public static int rounding(int control, FloatEnvironment environment) {
        return (control & 4) != 0 ? environment.rounding() : control & 3;
    }
}
