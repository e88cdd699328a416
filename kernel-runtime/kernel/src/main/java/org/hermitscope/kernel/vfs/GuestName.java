package org.hermitscope.kernel.vfs;

import java.nio.charset.StandardCharsets;

/// Conversion between text and guest names, whose characters are the bytes of the Linux name.
public final class GuestName {
    /// Longest name, in bytes (man 7 path_resolution).
    public static final int NAME_MAX = 255;
    /// Longest path with its terminating zero, in bytes.
    public static final int PATH_MAX = 4096;

    private GuestName() {}

    /// Text as a guest name: each byte of its UTF-8 form becomes a character.
    public static String fromText(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// A guest name for people to read.
    public static String toText(String name) {
        return isAscii(name) ? name : new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// The bytes that the guest sees.
    public static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
