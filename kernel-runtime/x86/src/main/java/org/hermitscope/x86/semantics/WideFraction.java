package org.hermitscope.x86.semantics;

/// Products of 128-bit fractions: the halves of `a × b / 2^128`, chopped.
final class WideFraction {
    private WideFraction() {}

    static long multiplyHigh(long aHigh, long aLow, long bHigh, long bLow) {
        long high = Math.unsignedMultiplyHigh(aHigh, bHigh);
        long low = aHigh * bHigh;
        long firstLow = aHigh * bLow;
        long middle = firstLow + aLow * bHigh;
        long carries = Long.compareUnsigned(middle, firstLow) < 0 ? 1 : 0;
        // The carry out of the lowest 128 bits: middle plus the high half of aLow × bLow.
        long below = middle + Math.unsignedMultiplyHigh(aLow, bLow);
        carries += Long.compareUnsigned(below, middle) < 0 ? 1 : 0;
        long sum = low + Math.unsignedMultiplyHigh(aHigh, bLow);
        high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        long next = sum + Math.unsignedMultiplyHigh(aLow, bHigh);
        high += Long.compareUnsigned(next, sum) < 0 ? 1 : 0;
        long last = next + carries;
        return high + (Long.compareUnsigned(last, next) < 0 ? 1 : 0);
    }

    static long multiplyLow(long aHigh, long aLow, long bHigh, long bLow) {
        long firstLow = aHigh * bLow;
        long middle = firstLow + aLow * bHigh;
        long carries = Long.compareUnsigned(middle, firstLow) < 0 ? 1 : 0;
        long below = middle + Math.unsignedMultiplyHigh(aLow, bLow);
        carries += Long.compareUnsigned(below, middle) < 0 ? 1 : 0;
        return aHigh * bHigh
                + Math.unsignedMultiplyHigh(aHigh, bLow)
                + Math.unsignedMultiplyHigh(aLow, bHigh)
                + carries;
    }

    /// Bits 64 to 127 of `digit × high:low`.
    static long productMiddle(long digit, long high, long low) {
        return digit * high + Math.unsignedMultiplyHigh(digit, low);
    }
}
