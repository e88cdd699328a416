package org.hermitscope.monitor;

/// The well-formed byte sequences of UTF-8 (Unicode 15, table 3-7).
final class Utf8 {
    private Utf8() {}

    /// The number of bytes of the well-formed sequence at `i`, 0 when there is none before `end`.
    static int sequenceLength(byte[] b, int i, int end) {
        int first = b[i] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size == 0 || i + size > end) {
            return 0;
        }
        // The second byte's range excludes overlong forms, surrogates and values above U+10FFFF.
        int second = b[i + 1] & 0xff;
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < size; k++) {
            if ((b[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /// The code point of a well-formed sequence.
    static int codePoint(byte[] b, int i, int size) {
        int first = b[i] & 0xff;
        if (size == 1) {
            return first;
        }
        int c = first & (0x7f >> size);
        for (int k = 1; k < size; k++) {
            c = (c << 6) | (b[i + k] & 0x3f);
        }
        return c;
    }
}
