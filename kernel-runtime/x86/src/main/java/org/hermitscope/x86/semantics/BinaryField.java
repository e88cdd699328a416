package org.hermitscope.x86.semantics;

/// Arithmetic of polynomials over GF(2): PCLMULQDQ, CRC32, GFNI.
public final class BinaryField {
    /// Reflected CRC-32C polynomial (SDM 2A CRC32).
    private static final int CRC32C = 0x82f63b78;

    private static final int[] CRC_OF_BYTE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ (crc & 1) * CRC32C;
            }
            CRC_OF_BYTE[i] = crc;
        }
    }

    private BinaryField() {}

    /// The low quadword of the carry-less product.
    public static long multiplyLow(long a, long b) {
        long result = 0;
        for (long rest = b, shifted = a; rest != 0; rest >>>= 1, shifted <<= 1) {
            result ^= shifted & -(rest & 1);
        }
        return result;
    }

    /// The high quadword of the carry-less product.
    public static long multiplyHigh(long a, long b) {
        long result = 0;
        // Bit i of b, i from 1 on, contributes a shifted right by 64 - i.
        for (long rest = b >>> 1, i = 1; rest != 0; rest >>>= 1, i++) {
            result ^= a >>> 64 - i & -(rest & 1);
        }
        return result;
    }

    /// CRC32 of `bits` (8, 16, 32 or 64) bits of data.
    public static int crc32(int crc, long data, int bits) {
        int result = crc;
        for (int i = 0; i < bits; i += 8) {
            result = result >>> 8 ^ CRC_OF_BYTE[(result ^ (int) (data >>> i)) & 0xff];
        }
        return result;
    }

    /// GF2P8MULB of one lane: products modulo x^8 + x^4 + x^3 + x + 1.
    public static long multiplyBytes(long a, long b) {
        long result = 0;
        long shifted = a;
        for (int i = 0; i < 8; i++) {
            long chosen = b >>> i & 0x0101_0101_0101_0101L;
            result ^= shifted & (chosen << 8) - chosen;
            long carries = shifted >>> 7 & 0x0101_0101_0101_0101L;
            shifted = (shifted & 0x7f7f_7f7f_7f7f_7f7fL) << 1 ^ carries * 0x1b;
        }
        return result;
    }

    /// The multiplicative inverse of each byte, 0 for 0: its 254th power.
    public static long invertBytes(long a) {
        long square = multiplyBytes(a, a);
        long result = square;
        for (int i = 0; i < 6; i++) {
            square = multiplyBytes(square, square);
            result = multiplyBytes(result, square);
        }
        return result;
    }

    /// GF2P8AFFINEQB of one lane: each byte times an 8 by 8 bit matrix, plus a constant.
    public static long affineBytes(long bytes, long matrix, int constant) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            long products = bytes & (matrix >>> 8 * (7 - i) & 0xff) * 0x0101_0101_0101_0101L;
            products ^= products >>> 4;
            products ^= products >>> 2;
            products ^= products >>> 1;
            result |= ((products & 0x0101_0101_0101_0101L) ^ (constant >>> i & 1) * 0x0101_0101_0101_0101L) << i;
        }
        return result;
    }
}
