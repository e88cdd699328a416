package org.hermitscope.x86.semantics;

/// Narrowing, widening and interleaving of elements, by mnemonic.
///
/// PACK instructions make half a result of each operand, as the horizontal ones do: an MMX result from `(a,
/// b)`; of SSE, the low lane from the two lanes of the first operand and the high lane from those of the
/// second.
public final class PackedConvert {
    private PackedConvert() {}

    private static int clamp(int value, int low, int high) {
        return Math.min(Math.max(value, low), high);
    }

    private static long narrowWords(long a, int low, int high) {
        long packed = 0;
        for (int i = 0; i < 4; i++) {
            packed |= (clamp((short) (a >>> 16 * i), low, high) & 0xffL) << 8 * i;
        }
        return packed;
    }

    private static long narrowDoublewords(long a, int low, int high) {
        return clamp((int) a, low, high) & 0xffffL | (clamp((int) (a >>> 32), low, high) & 0xffffL) << 16;
    }

    public static long packsswb(long a, long b) {
        return narrowWords(a, -0x80, 0x7f) | narrowWords(b, -0x80, 0x7f) << 32;
    }

    public static long packuswb(long a, long b) {
        return narrowWords(a, 0, 0xff) | narrowWords(b, 0, 0xff) << 32;
    }

    public static long packssdw(long a, long b) {
        return narrowDoublewords(a, -0x8000, 0x7fff) | narrowDoublewords(b, -0x8000, 0x7fff) << 32;
    }

    public static long packusdw(long a, long b) {
        return narrowDoublewords(a, 0, 0xffff) | narrowDoublewords(b, 0, 0xffff) << 32;
    }

    /// The four low bytes, one to a word.
    public static long pmovzxbw(long a) {
        long spread = (a & 0xffff_ffffL | a << 16) & 0x0000_ffff_0000_ffffL;
        return (spread | spread << 8) & 0x00ff_00ff_00ff_00ffL;
    }

    public static long pmovzxbd(long a) {
        return a & 0xff | (a & 0xff00) << 24;
    }

    public static long pmovzxbq(long a) {
        return a & 0xff;
    }

    public static long pmovzxwd(long a) {
        return a & 0xffff | (a & 0xffff_0000L) << 16;
    }

    public static long pmovzxwq(long a) {
        return a & 0xffff;
    }

    public static long pmovzxdq(long a) {
        return a & 0xffff_ffffL;
    }

    public static long pmovsxbw(long a) {
        long words = pmovzxbw(a);
        return words | (words & 0x0080_0080_0080_0080L) * 0x1fe;
    }

    public static long pmovsxbd(long a) {
        return (byte) a & 0xffff_ffffL | (long) (byte) (a >>> 8) << 32;
    }

    public static long pmovsxbq(long a) {
        return (byte) a;
    }

    public static long pmovsxwd(long a) {
        return (short) a & 0xffff_ffffL | (long) (short) (a >>> 16) << 32;
    }

    public static long pmovsxwq(long a) {
        return (short) a;
    }

    public static long pmovsxdq(long a) {
        return (int) a;
    }

    /// Interleaves the low halves, elements of `a` first. PUNPCKHxx is the same on the high halves; of SSE, the
    /// lower result lane comes from the low halves of two lanes and the upper from their high halves.
    public static long punpcklbw(long a, long b) {
        return pmovzxbw(a) | pmovzxbw(b) << 8;
    }

    public static long punpcklwd(long a, long b) {
        return pmovzxwd(a) | pmovzxwd(b) << 16;
    }

    public static long punpckldq(long a, long b) {
        return a & 0xffff_ffffL | b << 32;
    }

    public static long punpckhbw(long a, long b) {
        return punpcklbw(a >>> 32, b >>> 32);
    }

    public static long punpckhwd(long a, long b) {
        return punpcklwd(a >>> 32, b >>> 32);
    }

    public static long punpckhdq(long a, long b) {
        return a >>> 32 | b & ~0xffff_ffffL;
    }
}
