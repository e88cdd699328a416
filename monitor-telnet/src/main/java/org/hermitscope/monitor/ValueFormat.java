package org.hermitscope.monitor;

/// QEMU's `/fmt`: a count, a letter out of `x d u o c i s`, a size out of `b h w g`.
///
/// @param count how many values, 0 to [#MOST]
/// @param letter how they are shown; `i` is an instruction, `s` a string that ends with NUL
/// @param size of a value in bytes: 1, 2, 4 or 8; without meaning for `i` and `s`
public record ValueFormat(int count, char letter, int size) {
    /// The largest count.
    public static final int MOST = 1 << 20;

    /// What a client used last; QEMU starts with `xw` and remembers, too.
    static final Session.Key<ValueFormat> LAST =
            new Session.Key<>("format", ValueFormat.class, new ValueFormat(1, 'x', 4));

    /// Parses what follows the `/`, up to a blank.
    ///
    /// @param last what counts where letter or size are not given
    /// @throws CommandException about the arguments: `invalid char in format: 'z'`
    public static ValueFormat parse(String text, ValueFormat last) {
        int at = 0;
        long count = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            count = Math.min(count * 10 + (text.charAt(at) - '0'), Integer.MAX_VALUE);
            at++;
        }
        if (count > MOST) {
            throw CommandException.arguments("count too large (limit " + MOST + ")");
        }
        if (at == 0) {
            count = 1;
        }
        char letter = last.letter();
        int size = last.size();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case 'x', 'd', 'u', 'o', 'c', 'i', 's' -> letter = c;
                case 'b' -> size = 1;
                case 'h' -> size = 2;
                case 'w' -> size = 4;
                case 'g', 'L' -> size = 8;
                default ->
                    throw CommandException.arguments(
                            "invalid char in format: '" + Escape.line(String.valueOf(c)) + "'");
            }
        }
        return new ValueFormat((int) count, letter, size);
    }

    /// A single value as `print` shows it.
    public String print(long value) {
        return switch (letter) {
            case 'x' -> value == 0 ? "0" : "0x" + Long.toHexString(value);
            case 'o' -> value == 0 ? "0" : "0" + Long.toOctalString(value);
            case 'u' -> Long.toUnsignedString(value);
            case 'c' -> character((int) (value & 0xff));
            default -> Long.toString(value);
        };
    }

    /// A value of [#size] bytes as a memory dump shows it, padded to the width of the largest.
    public String cell(long value) {
        int bits = size * 8;
        return switch (letter) {
            case 'o' -> pad(value == 0 ? "0" : "0" + Long.toOctalString(value), (bits + 2) / 3, ' ');
            case 'u' -> pad(Long.toUnsignedString(value), (bits * 10 + 32) / 33, ' ');
            case 'd' -> pad(Long.toString(value << (64 - bits) >> (64 - bits)), (bits * 10 + 32) / 33, ' ');
            case 'c' -> character((int) (value & 0xff));
            default -> "0x" + pad(Long.toHexString(value), bits / 4, '0');
        };
    }

    private static String character(int c) {
        return switch (c) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            case '\n' -> "'\\n'";
            case '\r' -> "'\\r'";
            default -> c >= 32 && c <= 126 ? "'" + (char) c + "'" : "'\\x" + pad(Integer.toHexString(c), 2, '0') + "'";
        };
    }

    static String pad(String digits, int width, char with) {
        return digits.length() >= width ? digits : String.valueOf(with).repeat(width - digits.length()) + digits;
    }
}
