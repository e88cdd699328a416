package org.hermitscope.monitor;

/// Makes text harmless for a terminal. Guest-chosen bytes can carry escape sequences that move the cursor,
/// answer on the user's behalf or rewrite what was shown before (CVE-2012-3515 is of this kind), and
/// bidirectional controls that show text in another order than it has.
public final class Escape {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Escape() {}

    /// Escapes control characters except TAB and LF, and bidirectional controls.
    ///
    /// @return `text` itself when there is nothing to escape
    public static String text(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (!harmless(text, i)) {
                return escaped(text, i, true);
            }
        }
        return text;
    }

    /// Like [#text], but TAB and LF are escaped too: for names and paths, which must not fake a line.
    public static String line(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\t' || !harmless(text, i)) {
                return escaped(text, i, false);
            }
        }
        return text;
    }

    /// Decodes UTF-8 and escapes as [#text] does; each byte of a malformed sequence becomes `\xNN`.
    public static String bytes(byte[] bytes, int offset, int length) {
        StringBuilder out = new StringBuilder(length + 16);
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int size = Utf8.sequenceLength(bytes, i, end);
            if (size == 0) {
                hex(out, 'x', bytes[i] & 0xff, 2);
                i++;
            } else {
                append(out, Utf8.codePoint(bytes, i, size), true);
                i += size;
            }
        }
        return out.toString();
    }

    private static String escaped(String text, int from, boolean keepLines) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        out.append(text, 0, from);
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            append(out, c, keepLines);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c, boolean keepLines) {
        if (keepLines && (c == '\n' || c == '\t')) {
            out.append((char) c);
        } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            hex(out, 'x', c, 2);
        } else if (deceptive(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            hex(out, 'u', c, 4);
        } else {
            out.appendCodePoint(c);
        }
    }

    private static boolean harmless(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x7f) {
            return c >= 0x20 || c == '\n' || c == '\t';
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= 0xa0 && !deceptive(c);
    }

    /// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), the line and paragraph
    /// separators, and the byte-order mark.
    private static boolean deceptive(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }

    private static void hex(StringBuilder out, char kind, int value, int digits) {
        out.append('\\').append(kind);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.append(HEX[(value >>> shift) & 15]);
        }
    }
}
