package org.hermitscope.kernel.trace;

/// Bytes as strace quotes them: C escapes, octal for the rest.
final class Quoting {
    /// Bytes shown of a string (strace's `-s`).
    static final int SHOWN = 32;

    private Quoting() {}

    /// The first bytes in quotation marks, with three dots behind when there are more.
    ///
    /// @param length bytes of the string, of which `bytes` holds the first
    static String quote(byte[] bytes, long length) {
        int shown = (int) Math.min(Math.min(length, SHOWN), bytes.length);
        String text = quoteFirst(bytes, shown);
        return length > shown ? text + "..." : text;
    }

    /// All bytes in quotation marks, as paths are shown.
    static String quoteAll(byte[] bytes) {
        return quoteFirst(bytes, bytes.length);
    }

    private static String quoteFirst(byte[] bytes, int shown) {
        StringBuilder text = new StringBuilder(shown + 8).append('"');
        for (int i = 0; i < shown; i++) {
            int next = i + 1 < shown ? bytes[i + 1] & 0xff : -1;
            append(text, bytes[i] & 0xff, next);
        }
        return text.append('"').toString();
    }

    /// Bytes that are no text, such as random ones: hexadecimal throughout.
    static String hex(byte[] bytes, long length) {
        int shown = (int) Math.min(Math.min(length, SHOWN), bytes.length);
        StringBuilder text = new StringBuilder(4 * shown + 8).append('"');
        for (int i = 0; i < shown; i++) {
            int value = bytes[i] & 0xff;
            text.append("\\x").append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
        }
        text.append('"');
        return length > shown ? text.append("...").toString() : text.toString();
    }

    private static void append(StringBuilder text, int value, int next) {
        switch (value) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case 0x0b -> text.append("\\v");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> {
                if (value >= ' ' && value < 0x7f) {
                    text.append((char) value);
                } else {
                    octal(text, value, next >= '0' && next <= '9');
                }
            }
        }
    }

    /// As short as possible, unless a digit follows.
    private static void octal(StringBuilder text, int value, boolean full) {
        String digits = Integer.toOctalString(value);
        text.append('\\');
        for (int i = digits.length(); full && i < 3; i++) {
            text.append('0');
        }
        text.append(digits);
    }
}
