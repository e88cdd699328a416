package org.hermitscope.gdbstub.wire;

/// Hexadecimal digits as bytes.
public final class Hex {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Hex() {}

    /// The value of a digit, -1 if it is none.
    public static int digit(byte character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /// Writes two digits for each byte.
    public static void encode(byte[] from, int offset, int length, byte[] into, int at) {
        int to = at;
        for (int i = offset; i < offset + length; i++) {
            into[to++] = DIGITS[(from[i] >> 4) & 0xf];
            into[to++] = DIGITS[from[i] & 0xf];
        }
    }

    /// Two digits for each byte, as text.
    public static String encode(byte[] bytes) {
        char[] text = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = (char) DIGITS[(bytes[i] >> 4) & 0xf];
            text[2 * i + 1] = (char) DIGITS[bytes[i] & 0xf];
        }
        return new String(text);
    }
}
