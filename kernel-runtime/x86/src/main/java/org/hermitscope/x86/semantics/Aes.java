package org.hermitscope.x86.semantics;

/// AES rounds on the state as two quadwords, column 0 in the low doubleword (SDM 2A AESENC, FIPS 197).
public final class Aes {
    private static final byte[] SUBSTITUTE = new byte[256];
    private static final byte[] INVERSE = new byte[256];

    static {
        // FIPS 197 5.1.1: the multiplicative inverse, found by walking the powers of 3 and of its inverse, then
        // an affine map.
        int p = 1;
        int q = 1;
        do {
            p = p ^ p << 1 & 0xff ^ ((p & 0x80) != 0 ? 0x1b : 0);
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            q &= 0xff;
            q ^= (q & 0x80) != 0 ? 0x09 : 0;
            set(p, q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4) ^ 0x63);
        } while (p != 1);
        set(0, 0x63);
    }

    private Aes() {}

    private static void set(int from, int to) {
        SUBSTITUTE[from] = (byte) to;
        INVERSE[to & 0xff] = (byte) from;
    }

    private static int rotate(int value, int count) {
        return (value << count | value >>> 8 - count) & 0xff;
    }

    /// Byte `row + 4 * column` of the state, columns counted modulo 4.
    private static int cell(long low, long high, int row, int column) {
        return (int) (((column & 2) == 0 ? low : high) >>> 32 * (column & 1) + 8 * row) & 0xff;
    }

    /// Two columns, from `column` on, after ShiftRows and SubBytes (they commute).
    private static long substituted(long low, long high, int column) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            int row = i & 3;
            result |= (SUBSTITUTE[cell(low, high, row, column + (i >> 2) + row & 3)] & 0xffL) << 8 * i;
        }
        return result;
    }

    private static long inverseSubstituted(long low, long high, int column) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            int row = i & 3;
            result |= (INVERSE[cell(low, high, row, column + (i >> 2) - row & 3)] & 0xffL) << 8 * i;
        }
        return result;
    }

    /// Doubles each byte in the field.
    private static long twice(long bytes) {
        long carries = bytes >>> 7 & 0x0101_0101_0101_0101L;
        return (bytes & 0x7f7f_7f7f_7f7f_7f7fL) << 1 ^ carries * 0x1b;
    }

    /// Rotates each doubleword right by whole bytes.
    private static long rotateColumns(long columns, int bits) {
        long kept = (0xffff_ffffL >>> bits) * 0x1_0000_0001L;
        return columns >>> bits & kept | columns << 32 - bits & ~kept;
    }

    private static long mixColumns(long columns) {
        long doubled = twice(columns);
        return doubled ^ rotateColumns(columns ^ doubled, 8) ^ rotateColumns(columns, 16) ^ rotateColumns(columns, 24);
    }

    /// AESIMC of two columns.
    public static long inverseMixColumns(long columns) {
        long doubled = twice(columns);
        long fourfold = twice(doubled);
        long eightfold = twice(fourfold);
        long nine = columns ^ eightfold;
        return doubled
                ^ fourfold
                ^ eightfold
                ^ rotateColumns(nine ^ doubled, 8)
                ^ rotateColumns(nine ^ fourfold, 16)
                ^ rotateColumns(nine, 24);
    }

    /// AESENC: the two result columns of half 0 or 1.
    public static long encrypt(long low, long high, long key, int half) {
        return mixColumns(substituted(low, high, 2 * half)) ^ key;
    }

    public static long encryptLast(long low, long high, long key, int half) {
        return substituted(low, high, 2 * half) ^ key;
    }

    public static long decrypt(long low, long high, long key, int half) {
        return inverseMixColumns(inverseSubstituted(low, high, 2 * half)) ^ key;
    }

    public static long decryptLast(long low, long high, long key, int half) {
        return inverseSubstituted(low, high, 2 * half) ^ key;
    }

    /// AESKEYGENASSIST: half of the result from the quadword of the same half.
    public static long keygenAssist(long quadword, int constant) {
        long word = 0;
        for (int i = 0; i < 4; i++) {
            word |= (SUBSTITUTE[(int) (quadword >>> 32 + 8 * i) & 0xff] & 0xffL) << 8 * i;
        }
        int rotated = Integer.rotateRight((int) word, 8) ^ constant;
        return word | (long) rotated << 32;
    }
}
