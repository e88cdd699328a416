package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Mode;

/// Prefixes that belong to no instruction: on a line of their own, or in front of bytes that mean nothing.
final class LonePrefixes {
    private LonePrefixes() {}

    /// Writes the names of all prefixes, each with a space behind it, and returns how many there are.
    static int appendAll(Decoding decoding, StringBuilder text) {
        int count = 0;
        while (PrefixNames.isPrefix(decoding, count)) {
            count++;
        }
        int dropped = mandatory(decoding, count);
        for (int i = 0; i < count; i++) {
            int b = decoding.byteAt(i);
            if (i != dropped && b != PrefixNames.FWAIT) {
                text.append(PrefixNames.of(b, decoding.mode)).append(' ');
            }
        }
        return count;
    }

    /// Index of the prefix that was taken as part of the opcode, -1 without one.
    private static int mandatory(Decoding decoding, int count) {
        if (!Selection.dependsOnPrefix(decoding)) {
            return -1;
        }
        int wanted = decoding.repeatPrefix != 0 ? decoding.repeatPrefix : 0x66;
        for (int i = count - 1; i >= 0; i--) {
            if (decoding.byteAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Prefixes that make a line of their own, since they apply to nothing: REX in front of another prefix, with what
    /// stands before it, and more of them than an instruction has bytes. Returns how many there are, 0 for none.
    static int prefixes(CodeSource source, long address, Mode mode, StringBuilder text) {
        boolean mode64 = mode == Mode.BITS_64;
        int count = 0;
        boolean alone = false;
        int b = source.byteAt(address);
        while (PrefixNames.isPrefix(b, mode64) && !alone) {
            int next = source.byteAt(address + ++count);
            boolean rex = mode64 && (b & 0xF0) == 0x40;
            alone = rex && (PrefixNames.isPrefix(next, true) || next == PrefixNames.FWAIT)
                    || count == Decoding.MAX_LENGTH - 1;
            b = next;
        }
        if (!alone) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(PrefixNames.of(source.byteAt(address + i), mode));
        }
        return count;
    }

    /// FWAIT is listed as part of the x87 instruction behind it. Otherwise it is an instruction of its own, with the
    /// prefixes in front of it. Returns the length of that, -1 for FWAIT as part of an instruction, 0 without one.
    static int waiting(CodeSource source, long address, Mode mode, StringBuilder text) {
        boolean mode64 = mode == Mode.BITS_64;
        int count = 0;
        while (PrefixNames.isPrefix(source.byteAt(address + count), mode64) && count < Decoding.MAX_LENGTH) {
            count++;
        }
        if (source.byteAt(address + count) != PrefixNames.FWAIT) {
            return 0;
        }
        int behind = count + 1;
        int b = source.byteAt(address + behind);
        while (count == 0
                && (PrefixNames.isPrefix(b, mode64) || b == PrefixNames.FWAIT)
                && behind < Decoding.MAX_LENGTH) {
            int next = source.byteAt(address + ++behind);
            if (mode64 && (b & 0xF0) == 0x40 && (PrefixNames.isPrefix(next, true) || next == PrefixNames.FWAIT)) {
                break;
            }
            b = next;
        }
        if ((b & 0xF8) == 0xD8) {
            return -1;
        }
        for (int i = 0; i < count; i++) {
            text.append(PrefixNames.of(source.byteAt(address + i), mode)).append(' ');
        }
        text.append("fwait");
        return count + 1;
    }
}
