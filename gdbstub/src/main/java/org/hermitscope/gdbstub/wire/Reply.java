package org.hermitscope.gdbstub.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A payload to send, put together piece by piece. Text must not contain the characters that frame a packet;
/// binary data may.
public final class Reply {
    private byte[] bytes;
    private int length;

    public Reply() {
        this(64);
    }

    /// @param capacity bytes to reserve
    public Reply(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /// A reply of text alone.
    public static Reply of(String text) {
        return new Reply(text.length()).text(text);
    }

    public int length() {
        return length;
    }

    /// Its bytes; only the first [#length()] count. Not a copy.
    public byte[] array() {
        return bytes;
    }

    public Reply text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    public Reply character(char character) {
        reserve(1);
        bytes[length++] = (byte) character;
        return this;
    }

    /// A number without leading zeros.
    public Reply hex(long value) {
        return text(Long.toHexString(value));
    }

    /// The low 8 bits as two digits.
    public Reply hexByte(int value) {
        return hex(new byte[] {(byte) value});
    }

    /// Two digits for each byte.
    public Reply hex(byte[] data) {
        return hex(data, 0, data.length);
    }

    /// Two digits for each byte.
    public Reply hex(byte[] data, int offset, int count) {
        reserve(count * 2);
        Hex.encode(data, offset, count, bytes, length);
        length += count * 2;
        return this;
    }

    /// Two digits for each byte of the UTF-8 form.
    public Reply hexText(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /// `count` times the digits that say a byte is not known.
    public Reply unavailable(int count) {
        reserve(count * 2);
        Arrays.fill(bytes, length, length + count * 2, (byte) 'x');
        length += count * 2;
        return this;
    }

    /// Binary data, escaped where needed.
    public Reply binary(byte[] data, int offset, int count) {
        reserve(count * 2);
        for (int i = offset; i < offset + count; i++) {
            byte next = data[i];
            if (next == '$' || next == '#' || next == '}' || next == '*') {
                bytes[length++] = '}';
                next ^= 0x20;
            }
            bytes[length++] = next;
        }
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    /// For logs: bytes that cannot be printed as `\xNN`.
    @Override
    public String toString() {
        return printable(bytes, length);
    }

    /// Any payload for logs: bytes that cannot be printed as `\xNN`.
    public static String printable(byte[] payload, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            byte next = payload[i];
            if (next >= ' ' && next < 0x7f && next != '\\') {
                text.append((char) next);
            } else {
                text.append("\\x").append(Hex.encode(new byte[] {next}));
            }
        }
        return text.toString();
    }
}
