package org.hermitscope.monitor.telnet;

import org.jspecify.annotations.Nullable;

/// The only terminal types there are. A name from the wire is compared with this list and then forgotten:
/// passing it on has cost telnet servers dearly (CVE-2026-24061).
public final class TerminalTypes {
    private TerminalTypes() {}

    /// The kind of terminal to treat a client's as.
    ///
    /// @param body a TTYPE subnegotiation without its first byte
    /// @return `xterm`, `screen`, `rxvt` or `ansi`; null for a terminal without cursor movement
    public static @Nullable String kind(byte[] body, int from, int end) {
        if (end - from < 1 || end - from > 40) {
            return "ansi";
        }
        StringBuilder name = new StringBuilder();
        for (int i = from; i < end; i++) {
            int c = body[i];
            boolean upper = c >= 'A' && c <= 'Z';
            if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && "._+-".indexOf(c) < 0) {
                return "ansi";
            }
            name.append((char) (upper ? c + ('a' - 'A') : c));
        }
        return kind(name.toString());
    }

    private static @Nullable String kind(String name) {
        return switch (name) {
            case "dumb", "unknown", "network", "emacs", "tty" -> null;
            case "xterm",
                    "xterm-color",
                    "xterm-256color",
                    "xterm-kitty",
                    "xterm-ghostty",
                    "alacritty",
                    "foot",
                    "putty",
                    "konsole",
                    "vte" -> "xterm";
            case "screen", "screen-256color", "tmux", "tmux-256color" -> "screen";
            case "rxvt", "rxvt-unicode", "rxvt-unicode-256color" -> "rxvt";
            default -> "ansi";
        };
    }
}
