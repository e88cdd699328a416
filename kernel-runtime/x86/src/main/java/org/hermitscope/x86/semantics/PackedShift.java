package org.hermitscope.x86.semantics;

/// Shifts of the elements of one 64-bit lane, by mnemonic. Counts are unsigned and may be larger than the
/// element.
public final class PackedShift {
    private PackedShift() {}

    private static boolean beyond(long count, int width) {
        return Long.compareUnsigned(count, width) >= 0;
    }

    public static long psllw(long a, long count) {
        return beyond(count, 16) ? 0 : a << count & (0xffffL << count & 0xffff) * 0x0001_0001_0001_0001L;
    }

    public static long pslld(long a, long count) {
        return beyond(count, 32) ? 0 : a << count & (0xffff_ffffL << count & 0xffff_ffffL) * 0x1_0000_0001L;
    }

    public static long psllq(long a, long count) {
        return beyond(count, 64) ? 0 : a << count;
    }

    public static long psrlw(long a, long count) {
        return beyond(count, 16) ? 0 : a >>> count & (0xffffL >>> count) * 0x0001_0001_0001_0001L;
    }

    public static long psrld(long a, long count) {
        return beyond(count, 32) ? 0 : a >>> count & (0xffff_ffffL >>> count) * 0x1_0000_0001L;
    }

    public static long psrlq(long a, long count) {
        return beyond(count, 64) ? 0 : a >>> count;
    }

    public static long psraw(long a, long count) {
        int shift = beyond(count, 16) ? 15 : (int) count;
        return (short) a >> shift & 0xffffL
                | ((short) (a >>> 16) >> shift & 0xffffL) << 16
                | ((short) (a >>> 32) >> shift & 0xffffL) << 32
                | (a >> 48 >> shift) << 48;
    }

    public static long psrad(long a, long count) {
        int shift = beyond(count, 32) ? 31 : (int) count;
        return (int) a >> shift & 0xffff_ffffL | (a >> 32 >> shift) << 32;
    }

    /// VPSLLVD: each doubleword by the one beside it.
    public static long psllvd(long a, long counts) {
        return element(counts, 0) > 31 ? highShifted(a, counts) : (a << counts & 0xffff_ffffL) | highShifted(a, counts);
    }

    private static long highShifted(long a, long counts) {
        return element(counts, 1) > 31 ? 0 : a >>> 32 << 32 << element(counts, 1);
    }

    /// VPSRLVD.
    public static long psrlvd(long a, long counts) {
        long low = element(counts, 0) > 31 ? 0 : (a & 0xffff_ffffL) >>> element(counts, 0);
        long high = element(counts, 1) > 31 ? 0 : a >>> 32 >>> element(counts, 1);
        return low | high << 32;
    }

    /// VPSRAVD.
    public static long psravd(long a, long counts) {
        long low = (int) a >> Math.min(element(counts, 0), 31) & 0xffff_ffffL;
        return low | a >> 32 >> Math.min(element(counts, 1), 31) << 32;
    }

    private static long element(long counts, int index) {
        return counts >>> 32 * index & 0xffff_ffffL;
    }

    /// The low quadword of a 128-bit value shifted left by whole bytes (PSLLDQ).
    public static long pslldqLow(long low, int bytes) {
        return bytes > 7 ? 0 : low << 8 * bytes;
    }

    /// The high quadword of the same.
    public static long pslldqHigh(long low, long high, int bytes) {
        if (bytes == 0) {
            return high;
        }
        if (bytes < 8) {
            return high << 8 * bytes | low >>> 64 - 8 * bytes;
        }
        return bytes > 15 ? 0 : low << 8 * (bytes - 8);
    }

    /// The low quadword of a 128-bit value shifted right by whole bytes (PSRLDQ).
    public static long psrldqLow(long low, long high, int bytes) {
        if (bytes == 0) {
            return low;
        }
        if (bytes < 8) {
            return low >>> 8 * bytes | high << 64 - 8 * bytes;
        }
        return bytes > 15 ? 0 : high >>> 8 * (bytes - 8);
    }

    /// The high quadword of the same.
    public static long psrldqHigh(long high, int bytes) {
        return bytes > 7 ? 0 : high >>> 8 * bytes;
    }
}
