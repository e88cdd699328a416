package org.hermitscope.monitor.telnet;

import java.nio.charset.StandardCharsets;

/// Text for the wire (RFC 854, the Network Virtual Terminal).
public final class TelnetText {
    private TelnetText() {}

    /// UTF-8 with CR LF for each `\n`, CR NUL for a CR that stands alone, and IAC doubled.
    public static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int more = 0;
        for (int i = 0; i < utf8.length; i++) {
            more += extra(utf8, i) == 0 ? 0 : 1;
        }
        if (more == 0) {
            return utf8;
        }
        byte[] out = new byte[utf8.length + more];
        int n = 0;
        for (int i = 0; i < utf8.length; i++) {
            int extra = extra(utf8, i);
            if (extra == LF) {
                out[n] = '\r';
                n++;
            }
            out[n] = utf8[i];
            n++;
            if (extra == CR) {
                out[n] = 0;
                n++;
            } else if (extra == IAC) {
                out[n] = (byte) Telnet.IAC;
                n++;
            }
        }
        return out;
    }

    private static final int LF = 1;
    private static final int CR = 2;
    private static final int IAC = 3;

    /// Why byte `i` needs a second one; 0 when it does not.
    private static int extra(byte[] b, int i) {
        return switch (b[i]) {
            case '\n' -> i > 0 && b[i - 1] == '\r' ? 0 : LF;
            case '\r' -> i + 1 < b.length && b[i + 1] == '\n' ? 0 : CR;
            case (byte) Telnet.IAC -> IAC;
            default -> 0;
        };
    }
}
