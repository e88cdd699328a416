package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Mode;

/// Which bytes are prefixes, and their names in a listing.
final class PrefixNames {
    static final int FWAIT = 0x9B;

    private PrefixNames() {}

    /// Whether the byte at an offset is a prefix, or an FWAIT that belongs to the instruction.
    static boolean isPrefix(Decoding decoding, int at) {
        int b = decoding.byteAt(at);
        return isPrefix(b, decoding.mode64) || b == FWAIT && decoding.waits;
    }

    static boolean isPrefix(int b, boolean mode64) {
        return switch (b) {
            case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67, 0xF0, 0xF2, 0xF3 -> true;
            default -> mode64 && (b & 0xF0) == 0x40;
        };
    }

    static String of(int b, Mode mode) {
        return switch (b) {
            case 0x26 -> "es";
            case 0x2E -> "cs";
            case 0x36 -> "ss";
            case 0x3E -> "ds";
            case 0x64 -> "fs";
            case 0x65 -> "gs";
            case 0x66 -> mode == Mode.BITS_16 ? "data32" : "data16";
            case 0x67 -> mode == Mode.BITS_32 ? "addr16" : "addr32";
            case 0xF0 -> "lock";
            case 0xF2 -> "repnz";
            case 0xF3 -> "repz";
            default -> rexName(b);
        };
    }

    private static String rexName(int rex) {
        if (rex == 0x40) {
            return "rex";
        }
        StringBuilder name = new StringBuilder("rex.");
        if ((rex & Decoding.REX_W) != 0) {
            name.append('W');
        }
        if ((rex & Decoding.REX_R) != 0) {
            name.append('R');
        }
        if ((rex & Decoding.REX_X) != 0) {
            name.append('X');
        }
        if ((rex & Decoding.REX_B) != 0) {
            name.append('B');
        }
        return name.toString();
    }
}
