package org.hermitscope.x86.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Arithmetic against what Java computes with doubles and big integers; recorded vectors test the rest.
class Float80Test {
    private static final int EXTENDED = 0x37f;
    private static final int DOUBLE = 0x27f;

    private final X87Result a = new X87Result();
    private final X87Result b = new X87Result();
    private final X87Result out = new X87Result();

    private double narrowed() {
        Float80Convert.toFloat64(out.significand, out.signExponent, EXTENDED, out);
        return Double.longBitsToDouble(out.significand);
    }

    @Test
    void with53BitsResultsAreThoseOfDoubles() {
        Random random = new Random(80);
        for (int i = 0; i < 200_000; i++) {
            double x = Math.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
            double y = Math.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
            if (random.nextInt(4) == 0) {
                y = x * (1 + random.nextInt(5) * 0x1p-52);
            }
            Float80Convert.widen64(Double.doubleToRawLongBits(x), a);
            Float80Convert.widen64(Double.doubleToRawLongBits(y), b);
            Float80.add(a.significand, a.signExponent, b.significand, b.signExponent, DOUBLE, out);
            assertThat(narrowed()).isEqualTo(x + y);
            Float80.subtract(a.significand, a.signExponent, b.significand, b.signExponent, DOUBLE, out);
            assertThat(narrowed()).isEqualTo(x - y);
            Float80.multiply(a.significand, a.signExponent, b.significand, b.signExponent, DOUBLE, out);
            assertThat(narrowed()).isEqualTo(x * y);
            Float80.divide(a.significand, a.signExponent, b.significand, b.signExponent, DOUBLE, out);
            assertThat(narrowed()).isEqualTo(x / y);
            Float80.squareRoot(a.significand, a.signExponent & 0x7fff, DOUBLE, out);
            assertThat(narrowed()).isEqualTo(Math.sqrt(Math.abs(x)));
        }
    }

    @Test
    void quotientAndRootOf64BitsAreTheNearestOnes() {
        Random random = new Random(81);
        for (int i = 0; i < 20_000; i++) {
            long x = random.nextLong() | Long.MIN_VALUE;
            long y = random.nextLong() | Long.MIN_VALUE;
            Float80.divide(x, Float80.BIAS, y, Float80.BIAS, EXTENDED, out);
            // |q * y * 2 - x * 2^(shift + 1)| <= y: the error is half a last place at most.
            int shift = Float80.BIAS + 63 - out.signExponent;
            BigInteger product = unsigned(out.significand).multiply(unsigned(y)).shiftLeft(1);
            BigInteger error =
                    product.subtract(unsigned(x).shiftLeft(shift + 1)).abs();
            assertThat(error).isLessThanOrEqualTo(unsigned(y));
            Float80.squareRoot(x, Float80.BIAS + (i & 1), EXTENDED, out);
            BigInteger root = unsigned(out.significand).shiftLeft(1);
            BigInteger radicand = unsigned(x).shiftLeft(63 + (i & 1) + 2);
            assertThat(root.subtract(BigInteger.ONE).pow(2)).isLessThan(radicand);
            assertThat(root.add(BigInteger.ONE).pow(2)).isGreaterThan(radicand);
        }
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    @Test
    void longsSurviveTheRoundTrip() {
        Random random = new Random(82);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            Float80Convert.fromInteger(value, out);
            Float80Convert.toInteger(out.significand, out.signExponent, 64, 0, out);
            assertThat(out.significand).isEqualTo(value);
            assertThat(out.flags).isZero();
        }
    }

    @Test
    void decimalsSurviveTheRoundTrip() {
        Random random = new Random(83);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong(1_000_000_000_000_000_000L) >> random.nextInt(60);
            Float80Convert.fromInteger(-value, a);
            PackedDecimal.store(a.significand, a.signExponent, 0, out);
            String digits = String.format("%018d", value);
            String packed = String.format("%02x%016x", out.signExponent & 0xff, out.significand);
            assertThat(packed).isEqualTo(digits);
            assertThat(out.signExponent & 0xff00).isEqualTo(value == 0 ? 0 : 0x8000);
            PackedDecimal.load(out.significand, out.signExponent, out);
            assertThat(out.significand).isEqualTo(a.significand);
            assertThat(out.signExponent).isEqualTo(a.signExponent);
        }
    }

    @Test
    void nineteenDigitsAreTooMany() {
        Float80Convert.fromInteger(1_000_000_000_000_000_000L, a);
        PackedDecimal.store(a.significand, a.signExponent, 0, out);
        assertThat(out.significand).isEqualTo(0xc000_0000_0000_0000L);
        assertThat(out.signExponent).isEqualTo(0xffff);
        assertThat(out.flags).isEqualTo(X87Word.IE);
    }

    @Test
    void nanWithTheLargerSignificandWins() {
        long small = 0xc000_0000_0000_0001L;
        long large = 0xc000_0000_0000_0002L;
        Float80.add(small, 0x7fff, large, 0xffff, EXTENDED, out);
        assertThat(out.significand).isEqualTo(large);
        assertThat(out.signExponent).isEqualTo(0xffff);
        assertThat(out.flags).isZero();
        Float80.multiply(large, 0xffff, large, 0x7fff, EXTENDED, out);
        assertThat(out.signExponent).isEqualTo(0x7fff);
        long signaling = 0xbfff_ffff_ffff_ffffL;
        Float80.divide(signaling, 0x7fff, small, 0x7fff, EXTENDED, out);
        assertThat(out.significand).isEqualTo(small);
        assertThat(out.flags).isEqualTo(X87Word.IE);
    }

    @Test
    void unmaskedOverflowAndUnderflowWrapTheExponent() {
        int overflowUnmasked = EXTENDED & ~X87Word.OE;
        Float80.multiply(Long.MIN_VALUE, 0x7ffe, Long.MIN_VALUE, 0x5fff, overflowUnmasked, out);
        assertThat(out.signExponent).isEqualTo(0x7ffe + 0x5fff - 0x3fff - 0x6000);
        assertThat(out.flags).isEqualTo(X87Word.OE);
        int underflowUnmasked = EXTENDED & ~X87Word.UE;
        Float80.divide(Long.MIN_VALUE, 1, Long.MIN_VALUE, 0x5fff, underflowUnmasked, out);
        assertThat(out.signExponent).isEqualTo(1 - 0x5fff + 0x3fff + 0x6000);
        assertThat(out.flags).isEqualTo(X87Word.UE);
    }
}
