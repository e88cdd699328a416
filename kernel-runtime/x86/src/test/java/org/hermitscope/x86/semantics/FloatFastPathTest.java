package org.hermitscope.x86.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The JVM's arithmetic, where it stands in, gives the bits and the flags of exact integer arithmetic.
class FloatFastPathTest {
    private static final int CLEAR = 0x1f80;
    private static final int INEXACT_ALREADY = 0x1fa0;
    private static final int ROUNDS = 100_000;

    private static final long[] EDGES_64 = {
        0,
        Long.MIN_VALUE,
        1,
        0x000f_ffff_ffff_ffffL,
        0x0010_0000_0000_0000L,
        0x0010_0000_0000_0001L,
        0x0020_0000_0000_0000L,
        0x3ff0_0000_0000_0000L,
        0x3ff8_0000_0000_0000L,
        0x4340_0000_0000_0000L,
        0x7fef_ffff_ffff_ffffL,
        0x7ff0_0000_0000_0000L,
        0x7ff0_0000_0000_0001L,
        0x7ff8_0000_0000_0000L,
    };
    private static final int[] EDGES_32 = {
        0,
        0x8000_0000,
        1,
        0x007f_ffff,
        0x0080_0000,
        0x0080_0001,
        0x0100_0000,
        0x3f80_0000,
        0x3fc0_0000,
        0x4b80_0000,
        0x7f7f_ffff,
        0x7f80_0000,
        0x7f80_0001,
        0x7fc0_0000,
    };

    private final Random random = new Random(1);
    private final FloatEnvironment fast = new FloatEnvironment();
    private final FloatEnvironment exact = new FloatEnvironment();

    private long float64() {
        return switch (random.nextInt(5)) {
            case 0 -> EDGES_64[random.nextInt(EDGES_64.length)];
            case 1 -> random.nextLong();
            case 2 -> Double.doubleToRawLongBits(random.nextInt(2000) - 1000);
            case 3 -> Double.doubleToRawLongBits(random.nextDouble());
            default -> random.nextLong() & 0x803f_ffff_ffff_ffffL;
        };
    }

    private int float32() {
        return switch (random.nextInt(5)) {
            case 0 -> EDGES_32[random.nextInt(EDGES_32.length)];
            case 1 -> random.nextInt();
            case 2 -> Float.floatToRawIntBits(random.nextInt(2000) - 1000);
            case 3 -> Float.floatToRawIntBits(random.nextFloat());
            default -> random.nextInt() & 0x81ff_ffff;
        };
    }

    private static long wide(int bits) {
        return bits & 0xffff_ffffL;
    }

    private void begin(int round) {
        int mxcsr = (round & 1) == 0 ? CLEAR : INEXACT_ALREADY;
        fast.begin(mxcsr);
        exact.begin(mxcsr);
    }

    private void same(String operation, long a, long b, long got, long wanted) {
        assertThat(got)
                .as("%s %x %x: %x, exactly %x", operation, a, b, got, wanted)
                .isEqualTo(wanted);
        assertThat(fast.mxcsr()).as("flags of %s %x %x", operation, a, b).isEqualTo(exact.mxcsr());
    }

    @Test
    void float64ArithmeticAgrees() {
        for (int i = 0; i < ROUNDS; i++) {
            long a = float64();
            long b = float64();
            begin(i);
            same("add", a, b, Float64.add(a, b, fast), SoftFloat.add(64, a, b, exact));
            begin(i);
            same("subtract", a, b, Float64.subtract(a, b, fast), SoftFloat.subtract(64, a, b, exact));
            begin(i);
            same("multiply", a, b, Float64.multiply(a, b, fast), SoftFloat.multiply(64, a, b, exact));
            begin(i);
            same("divide", a, b, Float64.divide(a, b, fast), SoftFloat.divide(64, a, b, exact));
            begin(i);
            same("root", a, 0, Float64.squareRoot(a, fast), SoftFloat.squareRoot(64, a, exact));
        }
    }

    @Test
    void float32ArithmeticAgrees() {
        for (int i = 0; i < ROUNDS; i++) {
            int a = float32();
            int b = float32();
            long x = wide(a);
            long y = wide(b);
            begin(i);
            same("add", a, b, wide(Float32.add(a, b, fast)), SoftFloat.add(32, x, y, exact));
            begin(i);
            same("subtract", a, b, wide(Float32.subtract(a, b, fast)), SoftFloat.subtract(32, x, y, exact));
            begin(i);
            same("multiply", a, b, wide(Float32.multiply(a, b, fast)), SoftFloat.multiply(32, x, y, exact));
            begin(i);
            same("divide", a, b, wide(Float32.divide(a, b, fast)), SoftFloat.divide(32, x, y, exact));
            begin(i);
            same("root", a, 0, wide(Float32.squareRoot(a, fast)), SoftFloat.squareRoot(32, x, exact));
        }
    }

    @Test
    void conversionsAgree() {
        for (int i = 0; i < ROUNDS; i++) {
            long a = float64();
            int b = float32();
            begin(i);
            same(
                    "float64 to float32",
                    a,
                    0,
                    wide(FloatConvert.float64ToFloat32(a, fast)),
                    SoftConvert.convert(64, 32, a, FloatEnvironment.NEAREST, exact));
            begin(i);
            same(
                    "float32 to float64",
                    b,
                    0,
                    FloatConvert.float32ToFloat64(b, fast),
                    SoftConvert.convert(32, 64, wide(b), FloatEnvironment.NEAREST, exact));
            begin(i);
            same(
                    "float64 to int",
                    a,
                    0,
                    FloatConvert.float64ToInteger(a, 32, FloatEnvironment.TRUNCATE, fast),
                    SoftConvert.toInteger(64, a, 32, FloatEnvironment.TRUNCATE, exact));
            begin(i);
            same("long to float64", a, 0, FloatConvert.int64ToFloat64(a, fast), SoftConvert.fromInteger(64, a, exact));
        }
    }

    @Test
    void comparisonsAgree() {
        for (int i = 0; i < ROUNDS; i++) {
            long a = float64();
            long b = random.nextInt(4) == 0 ? a : float64();
            int c = float32();
            int d = random.nextInt(4) == 0 ? c : float32();
            int predicate = random.nextInt(32);
            begin(i);
            same("min", a, b, Float64.minimum(a, b, fast), SoftCompare.minimum(64, a, b, exact));
            begin(i);
            same("max", a, b, Float64.maximum(a, b, fast), SoftCompare.maximum(64, a, b, exact));
            begin(i);
            same("min", c, d, wide(Float32.minimum(c, d, fast)), SoftCompare.minimum(32, wide(c), wide(d), exact));
            begin(i);
            same("max", c, d, wide(Float32.maximum(c, d, fast)), SoftCompare.maximum(32, wide(c), wide(d), exact));
            begin(i);
            long holds = SoftCompare.compare(64, predicate, a, b, exact) ? -1 : 0;
            same("predicate " + predicate + " of", a, b, Float64.compare(predicate, a, b, fast), holds);
            begin(i);
            same(
                    "order",
                    c,
                    d,
                    Float32.order(c, d, false, fast),
                    SoftCompare.order(32, wide(c), wide(d), false, exact));
        }
    }

    @Test
    void fusedMultiplyAddAgrees() {
        for (int i = 0; i < ROUNDS; i++) {
            long a = float64();
            long b = float64();
            long c = float64();
            boolean negate = random.nextBoolean();
            begin(i);
            long wanted = FusedMultiplyAdd.fuse(64, a, b, c, negate, !negate, exact);
            same("fused", a, b, FusedMultiplyAdd.fuse64(a, b, c, negate, !negate, fast), wanted);
            int x = float32();
            int y = float32();
            int z = float32();
            begin(i);
            wanted = FusedMultiplyAdd.fuse(32, wide(x), wide(y), wide(z), negate, !negate, exact);
            same("fused", x, y, wide(FusedMultiplyAdd.fuse32(x, y, z, negate, !negate, fast)), wanted);
        }
    }

    @Test
    void estimatesStayInsideTheDocumentedBound() {
        double bound = 1.5 / 4096;
        for (int i = 0; i < ROUNDS; i++) {
            int bits = random.nextInt(0x0080_0000, 0x7e00_0000);
            double value = Float.intBitsToFloat(bits);
            double reciprocal = Float.intBitsToFloat(Estimate.reciprocal(bits));
            double root = Float.intBitsToFloat(Estimate.reciprocalRoot(bits));
            assertThat(Math.abs(reciprocal * value - 1)).as("1 / %x", bits).isLessThanOrEqualTo(bound);
            assertThat(Math.abs(root * Math.sqrt(value) - 1))
                    .as("root of %x", bits)
                    .isLessThanOrEqualTo(bound);
        }
    }
}
