package org.hermitscope.x86.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// FSIN and the other transcendental functions against correctly rounded values, and where they have exact or
/// infinite ones.
class Float80TranscendentalTest {
    private static final int NEAREST = 0x37f;
    private static final int ONE = 0x3fff;
    private static final long TOP = 1L << 63;
    private static final int INFINITY = 0x7fff;

    private final X87Result result = new X87Result();
    private final X87Result second = new X87Result();

    @Test
    void resultsAreCorrectlyRounded() throws IOException {
        int count = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Float80TranscendentalTest.class.getResourceAsStream("transcendental.txt")),
                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] fields = line.split(" ", -1);
                int control = NEAREST | Integer.parseInt(fields[3]) << 10;
                compute(fields[0], fields[1], fields[2], control);
                assertThat(describe()).as(line).isEqualTo(fields[4] + " " + fields[5]);
                count++;
            }
        }
        assertThat(count).isGreaterThan(600);
    }

    private void compute(String function, String x, String y, int control) {
        long a = significand(x);
        int ae = signExponent(x);
        long b = significand(y);
        int be = signExponent(y);
        switch (function) {
            case "sin" -> Float80Trigonometry.sine(a, ae, control, result);
            case "cos" -> Float80Trigonometry.cosine(a, ae, control, result);
            case "tan" -> Float80Trigonometry.tangent(a, ae, control, result, second);
            case "atan" -> Float80Arctangent.of(b, be, a, ae, control, result);
            case "f2xm1" -> Float80Exponential.of(a, ae, control, result);
            case "yl2x" -> Float80Logarithm.yLog2(a, ae, b, be, control, result);
            default -> Float80Logarithm.yLog2Plus1(a, ae, b, be, control, result);
        }
    }

    private static int signExponent(String value) {
        return Integer.parseInt(value.substring(0, 4), 16);
    }

    private static long significand(String value) {
        return Long.parseUnsignedLong(value.substring(5), 16);
    }

    private String describe() {
        return String.format("%04x.%016x %x", result.signExponent, result.significand, result.flags);
    }

    private void assertResult(int signExponent, long significand, int flags) {
        assertThat(describe()).isEqualTo(String.format("%04x.%016x %x", signExponent, significand, flags));
    }

    @Test
    void zeroKeepsItsSignThroughSineAndTangent() {
        Float80Trigonometry.sine(0, 0x8000, NEAREST, result);
        assertResult(0x8000, 0, 0);
        Float80Trigonometry.tangent(0, 0x8000, NEAREST, result, second);
        assertResult(0x8000, 0, 0);
        assertThat(second.signExponent).isEqualTo(ONE);
        Float80Trigonometry.cosine(0, 0x8000, NEAREST, result);
        assertResult(ONE, TOP, 0);
    }

    @Test
    void hugeArgumentsAreLeftAloneWithC2() {
        Float80Trigonometry.sine(TOP, ONE + 63, NEAREST, result);
        assertResult(ONE + 63, TOP, X87Word.C2);
        Float80Trigonometry.sine(-1L, ONE + 62, NEAREST, result);
        assertThat(result.flags & X87Word.C2).isZero();
        Float80Trigonometry.sine(TOP, INFINITY, NEAREST, result);
        assertResult(0xffff, Float80.INDEFINITE, X87Word.IE);
    }

    @Test
    void arctangentKnowsAllQuadrantsAndInfinities() {
        // y, x, and eighths of pi: 8 is pi, 4 half of it.
        int[][] cases = {
            {0x0000, 0xbfff, 8}, {0x8000, 0xbfff, -8}, {0x3fff, 0x0000, 4}, {0xbfff, 0x8000, -4},
            {0x7fff, 0x7fff, 2}, {0x7fff, 0xffff, 6}, {0xffff, 0xffff, -6}, {0x3fff, 0xffff, 8},
            {0x7fff, 0x3fff, 4}, {0x3fff, 0x3fff, 2}, {0xbfff, 0xbfff, -6},
        };
        for (int[] c : cases) {
            Float80Arctangent.of(top(c[0]), c[0], top(c[1]), c[1], NEAREST, result);
            double angle = Math.scalb((double) (result.significand >>> 1), (result.signExponent & 0x7fff) - ONE - 62);
            double signed = (result.signExponent & 0x8000) != 0 ? -angle : angle;
            assertThat(signed)
                    .as(Integer.toHexString(c[0]) + "/" + Integer.toHexString(c[1]))
                    .isEqualTo(c[2] * Math.PI / 8);
            assertThat(result.flags & X87Word.PE).isEqualTo(X87Word.PE);
        }
        Float80Arctangent.of(0, 0x8000, TOP, ONE, NEAREST, result);
        assertResult(0x8000, 0, 0);
        Float80Arctangent.of(TOP, 0xbfff, TOP, INFINITY, NEAREST, result);
        assertResult(0x8000, 0, 0);
    }

    private static long top(int signExponent) {
        return (signExponent & 0x7fff) == 0 ? 0 : TOP;
    }

    @Test
    void exponentialIsExactAtItsEnds() {
        Float80Exponential.of(TOP, ONE, NEAREST, result);
        assertResult(ONE, TOP, 0);
        Float80Exponential.of(TOP, 0xbfff, NEAREST, result);
        assertResult(0xbffe, TOP, 0);
        Float80Exponential.of(TOP, 0xffff, NEAREST, result);
        assertResult(0xbfff, TOP, 0);
    }

    @Test
    void logarithmsOfPowersOfTwoAreExact() {
        Float80Logarithm.yLog2(TOP, ONE + 10, TOP, ONE + 1, NEAREST, result);
        assertResult(ONE + 4, 20L << 59, 0);
        Float80Logarithm.yLog2(TOP, ONE - 3, TOP, ONE, NEAREST, result);
        assertResult(0xc000, 3L << 62, 0);
        Float80Logarithm.yLog2Plus1(TOP, ONE, TOP, ONE, NEAREST, result);
        assertResult(ONE, TOP, 0);
        Float80Logarithm.yLog2(TOP, ONE, TOP, 0xbfff, NEAREST, result);
        assertResult(0x8000, 0, 0);
    }

    @Test
    void logarithmsOfZeroAndBelowAreExceptions() {
        Float80Logarithm.yLog2(0, 0, TOP, ONE, NEAREST, result);
        assertResult(0xffff, TOP, X87Word.ZE);
        Float80Logarithm.yLog2(0, 0, TOP, INFINITY, NEAREST, result);
        assertResult(0xffff, TOP, 0);
        Float80Logarithm.yLog2(TOP, 0xbfff, TOP, ONE, NEAREST, result);
        assertResult(0xffff, Float80.INDEFINITE, X87Word.IE);
        Float80Logarithm.yLog2(TOP, ONE, TOP, INFINITY, NEAREST, result);
        assertResult(0xffff, Float80.INDEFINITE, X87Word.IE);
        Float80Logarithm.yLog2(TOP, INFINITY, 0, 0, NEAREST, result);
        assertResult(0xffff, Float80.INDEFINITE, X87Word.IE);
    }
}
