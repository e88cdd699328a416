package org.hermitscope.gdbstub.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a packet's payload from left to right. All methods throw [MalformedPacket] if something else is there.
public final class PacketReader {
    private static final int ESCAPE = '}';
    private static final int ESCAPE_MASK = 0x20;

    private final byte[] payload;
    private int at;

    public PacketReader(byte[] payload) {
        this.payload = payload;
    }

    /// Bytes left.
    public int remaining() {
        return payload.length - at;
    }

    public boolean atEnd() {
        return at == payload.length;
    }

    /// Whether the payload begins with `name` (ASCII), wherever reading has got to.
    public boolean beginsWith(String name) {
        if (payload.length < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (payload[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The byte at `index` of the whole payload; -1 beyond its end.
    public int byteAt(int index) {
        return index < payload.length ? payload[index] & 0xff : -1;
    }

    public void skip(int count) {
        at = Math.min(payload.length, at + count);
    }

    /// The next byte; -1 at the end.
    public int peek() {
        return byteAt(at);
    }

    /// Takes the next byte if it is `character`.
    public boolean accept(char character) {
        if (peek() == character) {
            at++;
            return true;
        }
        return false;
    }

    public void expect(char character) {
        if (!accept(character)) {
            throw new MalformedPacket("'" + character + "' expected at " + at);
        }
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw new MalformedPacket("end expected at " + at);
        }
    }

    /// One character, whatever it is.
    public char character() {
        if (atEnd()) {
            throw new MalformedPacket("character expected at " + at);
        }
        return (char) (payload[at++] & 0xff);
    }

    /// An unsigned number of 1 to 16 hexadecimal digits.
    public long hex() {
        long value = 0;
        int digits = 0;
        while (at < payload.length) {
            int digit = Hex.digit(payload[at]);
            if (digit < 0) {
                break;
            }
            if (value >>> 60 != 0) {
                throw new MalformedPacket("number too large at " + at);
            }
            value = value << 4 | digit;
            digits++;
            at++;
        }
        if (digits == 0) {
            throw new MalformedPacket("number expected at " + at);
        }
        return value;
    }

    /// A number of 0 to `Integer.MAX_VALUE`.
    public int hexInt() {
        long value = hex();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedPacket("number too large at " + at);
        }
        return (int) value;
    }

    /// Bytes as pairs of digits, up to the end or anything that is not a digit.
    public byte[] hexBytes() {
        int end = at;
        while (end < payload.length && Hex.digit(payload[end]) >= 0) {
            end++;
        }
        return hexBytes((end - at) / 2, (end - at) % 2);
    }

    /// Exactly `count` bytes as pairs of digits.
    public byte[] hexBytes(int count) {
        if (count > remaining() / 2) {
            throw new MalformedPacket(count + " bytes expected at " + at);
        }
        return hexBytes(count, 0);
    }

    private byte[] hexBytes(int count, int odd) {
        if (odd != 0) {
            throw new MalformedPacket("odd number of digits at " + at);
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int high = Hex.digit(payload[at]);
            int low = Hex.digit(payload[at + 1]);
            if (high < 0 || low < 0) {
                throw new MalformedPacket("digits expected at " + at);
            }
            bytes[i] = (byte) (high << 4 | low);
            at += 2;
        }
        return bytes;
    }

    /// Bytes as pairs of digits, taken as UTF-8.
    public String hexText() {
        return new String(hexBytes(), StandardCharsets.UTF_8);
    }

    /// Everything before `delimiter` or the end; the delimiter is taken as well.
    public String textUntil(char delimiter) {
        int end = at;
        while (end < payload.length && payload[end] != delimiter) {
            end++;
        }
        String text = new String(payload, at, end - at, StandardCharsets.UTF_8);
        at = Math.min(payload.length, end + 1);
        return text;
    }

    /// The rest as text.
    public String rest() {
        String text = new String(payload, at, remaining(), StandardCharsets.UTF_8);
        at = payload.length;
        return text;
    }

    /// The rest as binary data, escapes resolved.
    public byte[] restBinary() {
        byte[] bytes = new byte[remaining()];
        int length = 0;
        while (at < payload.length) {
            int next = payload[at++];
            if (next == ESCAPE) {
                if (atEnd()) {
                    throw new MalformedPacket("escape at the end");
                }
                next = payload[at++] ^ ESCAPE_MASK;
            }
            bytes[length++] = (byte) next;
        }
        return Arrays.copyOf(bytes, length);
    }
}
