package org.hermitscope.x86.semantics;

/// Vertical operations of MMX and SSE on one 64-bit lane: 8 bytes, 4 words, 2 doublewords or 1 quadword,
/// computed all at once. Each method has the manual's mnemonic; a 128- or 256-bit instruction is the same on
/// two or four lanes.
public final class PackedInteger {
    /// The highest bit of each byte, word and doubleword.
    private static final long BYTES = 0x8080_8080_8080_8080L;

    private static final long WORDS = 0x8000_8000_8000_8000L;
    private static final long DOUBLEWORDS = 0x8000_0000_8000_0000L;

    private PackedInteger() {}

    private static long add(long a, long b, long high) {
        return (a & ~high) + (b & ~high) ^ (a ^ b) & high;
    }

    private static long subtract(long a, long b, long high) {
        return (a | high) - (b & ~high) ^ (a ^ ~b) & high;
    }

    /// Elements of ones where the element's highest bit is set. Other bits of `flags` must be 0.
    private static long spread(long flags, int width) {
        long ones = flags >>> width - 1;
        return (ones << width) - ones;
    }

    private static long select(long mask, long a, long b) {
        return a & mask | b & ~mask;
    }

    private static long equal(long a, long b, long high, int width) {
        long difference = a ^ b;
        return spread(~((difference & ~high) + ~high | difference | ~high), width);
    }

    private static long less(long a, long b, long high, int width) {
        return spread((a & ~b | ~(a ^ b) & subtract(a, b, high)) & high, width);
    }

    private static long below(long a, long b, long high, int width) {
        return spread((~a & b | ~(a ^ b) & subtract(a, b, high)) & high, width);
    }

    /// The limit that a signed result saturates at: the largest value where `a` is not negative, else the
    /// smallest.
    private static long limit(long a, long high, int width) {
        return ((a & high) >>> width - 1) + ~high;
    }

    private static long addSigned(long a, long b, long high, int width) {
        long sum = add(a, b, high);
        return select(spread(~(a ^ b) & (a ^ sum) & high, width), limit(a, high, width), sum);
    }

    private static long subtractSigned(long a, long b, long high, int width) {
        long difference = subtract(a, b, high);
        return select(spread((a ^ b) & (a ^ difference) & high, width), limit(a, high, width), difference);
    }

    private static long addUnsigned(long a, long b, long high, int width) {
        long sum = add(a, b, high);
        return sum | spread((a & b | (a | b) & ~sum) & high, width);
    }

    private static long subtractUnsigned(long a, long b, long high, int width) {
        return subtract(a, b, high) & ~below(a, b, high, width);
    }

    private static long average(long a, long b, long low) {
        return (a | b) - (((a ^ b) & ~low) >>> 1);
    }

    private static long absolute(long a, long high, int width) {
        long negative = spread(a & high, width);
        return subtract(a ^ negative, negative, high);
    }

    private static long sign(long a, long b, long high, int width) {
        long negative = spread(b & high, width);
        return subtract(a ^ negative, negative, high) & ~equal(b, 0, high, width);
    }

    public static long paddb(long a, long b) {
        return add(a, b, BYTES);
    }

    public static long paddw(long a, long b) {
        return add(a, b, WORDS);
    }

    public static long paddd(long a, long b) {
        return add(a, b, DOUBLEWORDS);
    }

    public static long psubb(long a, long b) {
        return subtract(a, b, BYTES);
    }

    public static long psubw(long a, long b) {
        return subtract(a, b, WORDS);
    }

    public static long psubd(long a, long b) {
        return subtract(a, b, DOUBLEWORDS);
    }

    public static long paddsb(long a, long b) {
        return addSigned(a, b, BYTES, 8);
    }

    public static long paddsw(long a, long b) {
        return addSigned(a, b, WORDS, 16);
    }

    public static long psubsb(long a, long b) {
        return subtractSigned(a, b, BYTES, 8);
    }

    public static long psubsw(long a, long b) {
        return subtractSigned(a, b, WORDS, 16);
    }

    public static long paddusb(long a, long b) {
        return addUnsigned(a, b, BYTES, 8);
    }

    public static long paddusw(long a, long b) {
        return addUnsigned(a, b, WORDS, 16);
    }

    public static long psubusb(long a, long b) {
        return subtractUnsigned(a, b, BYTES, 8);
    }

    public static long psubusw(long a, long b) {
        return subtractUnsigned(a, b, WORDS, 16);
    }

    public static long pcmpeqb(long a, long b) {
        return equal(a, b, BYTES, 8);
    }

    public static long pcmpeqw(long a, long b) {
        return equal(a, b, WORDS, 16);
    }

    public static long pcmpeqd(long a, long b) {
        return equal(a, b, DOUBLEWORDS, 32);
    }

    public static long pcmpeqq(long a, long b) {
        return a == b ? -1 : 0;
    }

    public static long pcmpgtb(long a, long b) {
        return less(b, a, BYTES, 8);
    }

    public static long pcmpgtw(long a, long b) {
        return less(b, a, WORDS, 16);
    }

    public static long pcmpgtd(long a, long b) {
        return less(b, a, DOUBLEWORDS, 32);
    }

    public static long pcmpgtq(long a, long b) {
        return a > b ? -1 : 0;
    }

    public static long pminub(long a, long b) {
        return select(below(a, b, BYTES, 8), a, b);
    }

    public static long pmaxub(long a, long b) {
        return select(below(a, b, BYTES, 8), b, a);
    }

    public static long pminuw(long a, long b) {
        return select(below(a, b, WORDS, 16), a, b);
    }

    public static long pmaxuw(long a, long b) {
        return select(below(a, b, WORDS, 16), b, a);
    }

    public static long pminud(long a, long b) {
        return select(below(a, b, DOUBLEWORDS, 32), a, b);
    }

    public static long pmaxud(long a, long b) {
        return select(below(a, b, DOUBLEWORDS, 32), b, a);
    }

    public static long pminsb(long a, long b) {
        return select(less(a, b, BYTES, 8), a, b);
    }

    public static long pmaxsb(long a, long b) {
        return select(less(a, b, BYTES, 8), b, a);
    }

    public static long pminsw(long a, long b) {
        return select(less(a, b, WORDS, 16), a, b);
    }

    public static long pmaxsw(long a, long b) {
        return select(less(a, b, WORDS, 16), b, a);
    }

    public static long pminsd(long a, long b) {
        return select(less(a, b, DOUBLEWORDS, 32), a, b);
    }

    public static long pmaxsd(long a, long b) {
        return select(less(a, b, DOUBLEWORDS, 32), b, a);
    }

    public static long pavgb(long a, long b) {
        return average(a, b, 0x0101_0101_0101_0101L);
    }

    public static long pavgw(long a, long b) {
        return average(a, b, 0x0001_0001_0001_0001L);
    }

    public static long pabsb(long a) {
        return absolute(a, BYTES, 8);
    }

    public static long pabsw(long a) {
        return absolute(a, WORDS, 16);
    }

    public static long pabsd(long a) {
        return absolute(a, DOUBLEWORDS, 32);
    }

    public static long psignb(long a, long b) {
        return sign(a, b, BYTES, 8);
    }

    public static long psignw(long a, long b) {
        return sign(a, b, WORDS, 16);
    }

    public static long psignd(long a, long b) {
        return sign(a, b, DOUBLEWORDS, 32);
    }

    /// PMOVMSKB of one lane: the highest bits of its bytes in bits 0 to 7.
    public static int pmovmskb(long a) {
        // Each byte's bit 7 travels to bit 56 + its index; the partial products do not collide.
        return (int) (((a & BYTES) >>> 7) * 0x0102_0408_1020_4080L >>> 56);
    }
}
