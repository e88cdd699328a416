package org.hermitscope.x86.decode;

import java.util.HexFormat;

/// Bytes at an address, and how many of them were asked for.
final class Code implements CodeSource {
    private final byte[] bytes;
    private final long start;
    int fetched;

    Code(long start, byte[] bytes) {
        this.start = start;
        this.bytes = bytes;
    }

    /// From hexadecimal digits with spaces.
    static Code of(long start, String hex) {
        return new Code(start, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Override
    public int byteAt(long address) {
        int at = (int) (address - start);
        if (at < 0 || at >= bytes.length) {
            throw new OutOfCode();
        }
        fetched = Math.max(fetched, at + 1);
        return bytes[at] & 0xFF;
    }

    /// What a page fault is to a processor.
    static final class OutOfCode extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
