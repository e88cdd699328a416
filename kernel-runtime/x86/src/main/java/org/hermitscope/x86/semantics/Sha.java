package org.hermitscope.x86.semantics;

/// SHA-1 and SHA-256 steps (SDM 2C SHA1RNDS4 and following, FIPS 180-4). A 128-bit value is two quadwords, its
/// four doublewords numbered from the low end; A and W0 are the highest ones.
public final class Sha {
    private static final int[] ROUND_CONSTANTS = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};

    private Sha() {}

    private static int low(long lane) {
        return (int) lane;
    }

    private static int high(long lane) {
        return (int) (lane >>> 32);
    }

    private static long pair(int low, int high) {
        return low & 0xffff_ffffL | (long) high << 32;
    }

    /// SHA1NEXTE: the high quadword; the low one is the second operand's.
    public static long sha1nexte(long aHigh, long bHigh) {
        return pair(low(bHigh), high(bHigh) + Integer.rotateLeft(high(aHigh), 30));
    }

    /// SHA1MSG2: the low or high quadword.
    public static long sha1msg2(long aLow, long aHigh, long bLow, long bHigh, int half) {
        int w16 = Integer.rotateLeft(high(aHigh) ^ low(bHigh), 1);
        if (half == 1) {
            return pair(Integer.rotateLeft(low(aHigh) ^ high(bLow), 1), w16);
        }
        return pair(Integer.rotateLeft(low(aLow) ^ w16, 1), Integer.rotateLeft(high(aLow) ^ low(bLow), 1));
    }

    /// SHA1RNDS4: the low or high quadword after four rounds of one kind.
    public static long sha1rnds4(long aLow, long aHigh, long bLow, long bHigh, int kind, int half) {
        int a = high(aHigh);
        int b = low(aHigh);
        int c = high(aLow);
        int d = low(aLow);
        int e = 0;
        for (int i = 0; i < 4; i++) {
            long words = i < 2 ? bHigh : bLow;
            int word = (i & 1) == 0 ? high(words) : low(words);
            int next = choose(kind, b, c, d) + Integer.rotateLeft(a, 5) + word + e + ROUND_CONSTANTS[kind];
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        return half == 1 ? pair(b, a) : pair(d, c);
    }

    private static int choose(int kind, int b, int c, int d) {
        return switch (kind) {
            case 0 -> b & c ^ ~b & d;
            case 2 -> b & c ^ b & d ^ c & d;
            default -> b ^ c ^ d;
        };
    }

    private static int sigma0(int word) {
        return Integer.rotateRight(word, 7) ^ Integer.rotateRight(word, 18) ^ word >>> 3;
    }

    private static int sigma1(int word) {
        return Integer.rotateRight(word, 17) ^ Integer.rotateRight(word, 19) ^ word >>> 10;
    }

    /// SHA256MSG1: one quadword.
    ///
    /// @param words that quadword of the first operand
    /// @param next the doubleword above it
    public static long sha256msg1(long words, int next) {
        return pair(low(words) + sigma0(high(words)), high(words) + sigma0(next));
    }

    /// SHA256MSG2: the low or high quadword.
    public static long sha256msg2(long aLow, long aHigh, long bHigh, int half) {
        int w16 = low(aLow) + sigma1(low(bHigh));
        int w17 = high(aLow) + sigma1(high(bHigh));
        return half == 0 ? pair(w16, w17) : pair(low(aHigh) + sigma1(w16), high(aHigh) + sigma1(w17));
    }

    /// SHA256RNDS2: the low quadword (F, E) or the high one (B, A) after two rounds.
    ///
    /// @param keys two sums of message word and round constant
    public static long sha256rnds2(long aLow, long aHigh, long bLow, long bHigh, long keys, int half) {
        int a = high(bHigh);
        int b = low(bHigh);
        int c = high(aHigh);
        int d = low(aHigh);
        int e = high(bLow);
        int f = low(bLow);
        int g = high(aLow);
        int h = low(aLow);
        for (int i = 0; i < 2; i++) {
            int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int first = h + sum1 + (e & f ^ ~e & g) + (i == 0 ? low(keys) : high(keys));
            int second = sum0 + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        return half == 1 ? pair(b, a) : pair(f, e);
    }
}
