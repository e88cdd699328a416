package org.hermitscope.monitor.telnet;

/// Turns the user's bytes into characters: UTF-8, and CR LF, CR NUL, LF and CR alone each one `\n`. NUL is
/// dropped. Works byte by byte, with the same result however the stream is cut.
public final class TelnetInput {
    /// Takes the characters.
    @FunctionalInterface
    public interface Characters {
        /// A code point; U+FFFD stands for bytes that are not UTF-8.
        void accept(int codePoint);
    }

    private static final int BAD = 0xfffd;

    private final Characters characters;
    private boolean afterCr;
    private int missing;
    private int value;
    private int low;
    private int high;

    public TelnetInput(Characters characters) {
        this.characters = characters;
    }

    /// Takes the next byte, 0 to 255.
    public void accept(int c) {
        if (missing > 0) {
            if (c >= low && c <= high) {
                value = (value << 6) | (c & 0x3f);
                low = 0x80;
                high = 0xbf;
                missing--;
                if (missing == 0) {
                    characters.accept(value);
                }
                return;
            }
            missing = 0;
            characters.accept(BAD);
        }
        boolean secondHalf = afterCr && (c == '\n' || c == 0);
        afterCr = c == '\r';
        if (secondHalf || c == 0) {
            return;
        }
        if (c == '\r') {
            characters.accept('\n');
        } else if (c < 0x80) {
            characters.accept(c);
        } else {
            first(c);
        }
    }

    /// The input is over.
    public void end() {
        if (missing > 0) {
            missing = 0;
            characters.accept(BAD);
        }
    }

    /// The first byte of a longer sequence (Unicode 15, table 3-7: the second byte's range is what excludes
    /// overlong forms, surrogates and values beyond U+10FFFF).
    private void first(int c) {
        low = 0x80;
        high = 0xbf;
        if (c >= 0xc2 && c <= 0xdf) {
            missing = 1;
            value = c & 0x1f;
        } else if (c >= 0xe0 && c <= 0xef) {
            missing = 2;
            value = c & 0x0f;
            low = c == 0xe0 ? 0xa0 : 0x80;
            high = c == 0xed ? 0x9f : 0xbf;
        } else if (c >= 0xf0 && c <= 0xf4) {
            missing = 3;
            value = c & 0x07;
            low = c == 0xf0 ? 0x90 : 0x80;
            high = c == 0xf4 ? 0x8f : 0xbf;
        } else {
            characters.accept(BAD);
        }
    }
}
