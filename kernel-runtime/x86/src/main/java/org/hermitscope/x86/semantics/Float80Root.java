package org.hermitscope.x86.semantics;

/// The integer square root behind FSQRT.
final class Float80Root {
    private Float80Root() {}

    /// Floor of the square root of `high:low`. Precondition: at least 2^126, so that the root has 64 bits.
    static long of(long high, long low) {
        // A double holds 53 bits of the root; Newton steps on the exact remainder give the rest but for the
        // last bit.
        double estimate = Math.sqrt((high >>> 11) * 0x1p75);
        long root = estimate >= 0x1p64 ? -1L : (long) (estimate * 0.5) << 1;
        for (int i = 0; i < 2; i++) {
            long square = root * root;
            long restHigh =
                    high - Math.unsignedMultiplyHigh(root, root) - (Long.compareUnsigned(low, square) < 0 ? 1 : 0);
            double rest = restHigh * 0x1p64 + toDouble(low - square);
            long step = (long) (rest / (2 * toDouble(root)));
            long next = root + step;
            // The root lies between 2^63 and 2^64: a step across the upper end stops there.
            root = next < 0 ? next : step > 0 ? -1L : Long.MIN_VALUE;
        }
        while (exceeds(root, high, low)) {
            root--;
        }
        while (root != -1 && !exceeds(root + 1, high, low)) {
            root++;
        }
        return root;
    }

    private static boolean exceeds(long root, long high, long low) {
        int order = Long.compareUnsigned(Math.unsignedMultiplyHigh(root, root), high);
        return order > 0 || order == 0 && Long.compareUnsigned(root * root, low) > 0;
    }

    private static double toDouble(long unsigned) {
        return (unsigned >>> 1) * 2.0;
    }
}
