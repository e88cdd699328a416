package org.hermitscope.x86.semantics;

/// Multiplications and sums of MMX and SSE on one 64-bit lane, by mnemonic.
public final class PackedMultiply {
    private PackedMultiply() {}

    private static int word(long lane, int index) {
        return (short) (lane >>> 16 * index);
    }

    private static int unsignedWord(long lane, int index) {
        return (int) (lane >>> 16 * index) & 0xffff;
    }

    private static int unsignedByte(long lane, int index) {
        return (int) (lane >>> 8 * index) & 0xff;
    }

    private static long words(int w0, int w1, int w2, int w3) {
        return w0 & 0xffffL | (w1 & 0xffffL) << 16 | (w2 & 0xffffL) << 32 | (long) w3 << 48;
    }

    private static long doublewords(int d0, int d1) {
        return d0 & 0xffff_ffffL | (long) d1 << 32;
    }

    private static int saturate(int value) {
        return Math.min(Math.max(value, -0x8000), 0x7fff);
    }

    public static long pmullw(long a, long b) {
        return words(
                word(a, 0) * word(b, 0), word(a, 1) * word(b, 1), word(a, 2) * word(b, 2), word(a, 3) * word(b, 3));
    }

    public static long pmulhw(long a, long b) {
        return words(
                word(a, 0) * word(b, 0) >> 16,
                word(a, 1) * word(b, 1) >> 16,
                word(a, 2) * word(b, 2) >> 16,
                word(a, 3) * word(b, 3) >> 16);
    }

    public static long pmulhuw(long a, long b) {
        return words(
                unsignedWord(a, 0) * unsignedWord(b, 0) >>> 16,
                unsignedWord(a, 1) * unsignedWord(b, 1) >>> 16,
                unsignedWord(a, 2) * unsignedWord(b, 2) >>> 16,
                unsignedWord(a, 3) * unsignedWord(b, 3) >>> 16);
    }

    public static long pmulhrsw(long a, long b) {
        return words(
                (word(a, 0) * word(b, 0) >> 14) + 1 >> 1,
                (word(a, 1) * word(b, 1) >> 14) + 1 >> 1,
                (word(a, 2) * word(b, 2) >> 14) + 1 >> 1,
                (word(a, 3) * word(b, 3) >> 14) + 1 >> 1);
    }

    public static long pmulld(long a, long b) {
        return doublewords((int) a * (int) b, (int) (a >>> 32) * (int) (b >>> 32));
    }

    public static long pmuludq(long a, long b) {
        return (a & 0xffff_ffffL) * (b & 0xffff_ffffL);
    }

    public static long pmuldq(long a, long b) {
        return (long) (int) a * (int) b;
    }

    public static long pmaddwd(long a, long b) {
        return doublewords(
                word(a, 0) * word(b, 0) + word(a, 1) * word(b, 1), word(a, 2) * word(b, 2) + word(a, 3) * word(b, 3));
    }

    public static long pmaddubsw(long a, long b) {
        return words(pairSum(a, b, 0), pairSum(a, b, 2), pairSum(a, b, 4), pairSum(a, b, 6));
    }

    private static int pairSum(long a, long b, int index) {
        return saturate(unsignedByte(a, index) * (byte) (b >>> 8 * index)
                + unsignedByte(a, index + 1) * (byte) (b >>> 8 * index + 8));
    }

    public static long psadbw(long a, long b) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Math.abs(unsignedByte(a, i) - unsignedByte(b, i));
        }
        return sum;
    }

    /// Sum of absolute differences of the four bytes at bit 0 of each.
    static int sadOfFour(long a, long b) {
        return (int) psadbw(a & 0xffff_ffffL, b & 0xffff_ffffL);
    }

    /// Horizontal operations make half a result of each operand: a quadword of MMX from `(a, b)`; of SSE, the
    /// low one from the two lanes of the first operand and the high one from those of the second.
    public static long phaddw(long a, long b) {
        return words(
                word(a, 0) + word(a, 1), word(a, 2) + word(a, 3), word(b, 0) + word(b, 1), word(b, 2) + word(b, 3));
    }

    public static long phaddd(long a, long b) {
        return doublewords((int) a + (int) (a >>> 32), (int) b + (int) (b >>> 32));
    }

    public static long phaddsw(long a, long b) {
        return words(
                saturate(word(a, 0) + word(a, 1)),
                saturate(word(a, 2) + word(a, 3)),
                saturate(word(b, 0) + word(b, 1)),
                saturate(word(b, 2) + word(b, 3)));
    }

    public static long phsubw(long a, long b) {
        return words(
                word(a, 0) - word(a, 1), word(a, 2) - word(a, 3), word(b, 0) - word(b, 1), word(b, 2) - word(b, 3));
    }

    public static long phsubd(long a, long b) {
        return doublewords((int) a - (int) (a >>> 32), (int) b - (int) (b >>> 32));
    }

    public static long phsubsw(long a, long b) {
        return words(
                saturate(word(a, 0) - word(a, 1)),
                saturate(word(a, 2) - word(a, 3)),
                saturate(word(b, 0) - word(b, 1)),
                saturate(word(b, 2) - word(b, 3)));
    }
}
