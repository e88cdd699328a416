package org.hermitscope.x86.semantics;

/// Power series with coefficients below 1 and arguments below 1, in 128-bit fixed point.
final class Series {
    private final long[] high;
    private final long[] low;
    private final boolean alternating;

    /// @param alternating the coefficients, given as absolute values, have alternating signs and fall
    private Series(long[] high, long[] low, boolean alternating) {
        this.high = high;
        this.low = low;
        this.alternating = alternating;
    }

    /// Reciprocals of factorials: `1/first!`, `1/(first + step)!` and so on.
    static Series factorials(int first, int step, int terms, boolean alternating) {
        long[] high = new long[terms];
        long[] low = new long[terms];
        Wide term = Wide.of(1, 0);
        int n = 1;
        for (int i = 0; i < terms; i++) {
            for (; n <= first + step * i; n++) {
                term.divide(Wide.of(n, 0));
            }
            high[i] = term.fractionHigh();
            low[i] = term.fractionLow();
        }
        return new Series(high, low, alternating);
    }

    /// `1/3`, `1/5`, `1/7` and so on.
    static Series oddReciprocals(int terms, boolean alternating) {
        long[] high = new long[terms];
        long[] low = new long[terms];
        for (int i = 0; i < terms; i++) {
            Wide term = Wide.of(1, 0).divide(Wide.of(2 * i + 3, 0));
            high[i] = term.fractionHigh();
            low[i] = term.fractionLow();
        }
        return new Series(high, low, alternating);
    }

    /// Puts `1 + z (c0 + c1 z + …)`, or `1 - z (c0 - c1 z + …)`, into `out`. The result is never exactly 1: a
    /// term too small to count is taken for the smallest fraction there is, so that directed rounding goes the
    /// right way.
    ///
    /// @param z at least 0 and below 1
    void evaluate(Wide z, Wide out) {
        long zHigh = z.fractionHigh();
        long zLow = z.fractionLow();
        int i = terms(z) - 1;
        long sumHigh = high[i];
        long sumLow = low[i];
        while (--i >= 0) {
            long productHigh = WideFraction.multiplyHigh(zHigh, zLow, sumHigh, sumLow);
            long productLow = WideFraction.multiplyLow(zHigh, zLow, sumHigh, sumLow);
            if (alternating) {
                sumLow = low[i] - productLow;
                sumHigh = high[i] - productHigh - (Long.compareUnsigned(low[i], productLow) < 0 ? 1 : 0);
            } else {
                sumLow = low[i] + productLow;
                sumHigh = high[i] + productHigh + (Long.compareUnsigned(sumLow, productLow) < 0 ? 1 : 0);
            }
        }
        long restHigh = WideFraction.multiplyHigh(zHigh, zLow, sumHigh, sumLow);
        long restLow = WideFraction.multiplyLow(zHigh, zLow, sumHigh, sumLow);
        if ((restHigh | restLow) == 0) {
            restLow = 1;
        }
        if (alternating) {
            out.setFraction(~restHigh + (restLow == 0 ? 1 : 0), -restLow);
        } else {
            out.negative = false;
            out.exponent = 0;
            out.high = Long.MIN_VALUE | restHigh >>> 1;
            out.low = restHigh << 63 | restLow >>> 1 | restLow & 1;
        }
    }

    /// Terms that can matter for an argument: z^n falls below 2^-128.
    private int terms(Wide z) {
        if (z.isZero()) {
            return 1;
        }
        int zeros = -1 - z.exponent;
        return zeros == 0 ? high.length : Math.min(high.length, 128 / zeros + 2);
    }
}
