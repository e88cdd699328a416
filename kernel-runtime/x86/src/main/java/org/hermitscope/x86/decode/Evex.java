package org.hermitscope.x86.decode;

/// Measures EVEX instructions (SDM 2A 2.7), which are not decoded: their length is all that is known of them.
final class Evex {
    private Evex() {}

    static void read(Decoding decoding) {
        int first = decoding.modRm;
        decoding.hasModRm = false;
        int second = decoding.next();
        decoding.next();
        int opcode = decoding.next();
        int map = first & 7;
        if ((first & 8) != 0 || (second & 4) == 0 || map == 0 || map == 4 || map == 7) {
            return;
        }
        decoding.evex = true;
        decoding.readModRmByte();
        decoding.splitModRm();
        MemoryBytes.read(decoding);
        if (map == 3 || map == 1 && hasImmediate(opcode)) {
            decoding.next();
        }
    }

    /// The opcodes of map 1 with an immediate byte: shuffles, shifts, compares, PINSRW, PEXTRW.
    private static boolean hasImmediate(int opcode) {
        return opcode >= 0x70 && opcode <= 0x73 || opcode == 0xC2 || opcode >= 0xC4 && opcode <= 0xC6;
    }
}
