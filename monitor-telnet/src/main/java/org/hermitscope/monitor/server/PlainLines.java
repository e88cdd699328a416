package org.hermitscope.monitor.server;

/// Collects lines for clients without line editing. Erasing works, since a terminal in its simplest state
/// sends each key at once; nothing is echoed.
final class PlainLines {
    /// Takes the lines.
    interface Lines {
        void line(String line);

        /// A line longer than the limit ended; none of it is left.
        void tooLong();
    }

    private final Lines lines;
    private final int limit;
    private final StringBuilder line = new StringBuilder();
    private boolean tooLong;

    PlainLines(int limit, Lines lines) {
        this.limit = limit;
        this.lines = lines;
    }

    void accept(int c) {
        switch (c) {
            case '\n' -> end();
            case '\b', 0x7f -> eraseCharacter();
            case 0x15 -> eraseLine();
            default -> {
                if (line.length() >= limit) {
                    tooLong = true;
                } else if (!tooLong) {
                    line.appendCodePoint(c);
                }
            }
        }
    }

    boolean isEmpty() {
        return line.isEmpty() && !tooLong;
    }

    void eraseCharacter() {
        if (!line.isEmpty() && !tooLong) {
            line.setLength(line.offsetByCodePoints(line.length(), -1));
        }
    }

    void eraseLine() {
        line.setLength(0);
        tooLong = false;
    }

    /// Takes away what was typed so far.
    String takeTyped() {
        String typed = line.toString();
        eraseLine();
        return typed;
    }

    /// Ends the line: Enter, or the end of input.
    void end() {
        boolean long_ = tooLong;
        String text = takeTyped();
        if (long_) {
            lines.tooLong();
        } else {
            lines.line(text);
        }
    }
}
