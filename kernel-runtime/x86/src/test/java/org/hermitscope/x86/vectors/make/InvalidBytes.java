package org.hermitscope.x86.vectors.make;

import java.util.Arrays;
import java.util.Random;
import org.hermitscope.x86.decode.DecodedForm;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.vectors.RecordedState;

/// Bytes that the decoder takes for no instruction: holes in the maps, prefixes that do not fit, too many of them.
final class InvalidBytes {
    private static final int[] PREFIXES = {0x66, 0xf2, 0xf3, 0xf0, 0x2e, 0x64, 0x67};
    private static final int EVEX = 0x62;
    private static final int XOP = 0x8f;
    /// So many prefixes that the instruction may be too long.
    private static final int MANY = 13;
    private static final int MAX_LENGTH = 15;

    private final Random random;

    InvalidBytes(Random random) {
        this.random = random;
    }

    Case make() {
        while (true) {
            byte[] bytes = new byte[MAX_LENGTH];
            random.nextBytes(bytes);
            int at = 0;
            int prefixes = random.nextInt(40) == 0 ? MANY + random.nextInt(2) : Math.max(0, random.nextInt(5) - 2);
            while (at < prefixes) {
                bytes[at++] = (byte) PREFIXES[random.nextInt(PREFIXES.length)];
            }
            if (prefixes < MANY && random.nextInt(3) == 0) {
                bytes[at++] = (byte) (0x40 | random.nextInt(16));
            }
            if (prefixes < MANY) {
                at = escape(bytes, at);
            }
            RecordedState before = new RecordedState();
            before.reset(true);
            before.cpu.rip = RecordedState.CODE + 0x800;
            DecodedForm decoded = DecodedForm.of(bytes, before.cpu.rip);
            if (decoded.row() == null && isClear(bytes, at, prefixes, decoded)) {
                String name = decoded.instruction().isTooLong() ? "too long" : "undefined";
                return new Case(form(name), Arrays.copyOf(bytes, MAX_LENGTH), decoded.instruction(), before);
            }
        }
    }

    /// Leaves out what processors disagree about: EVEX, XOP, mask registers and system instructions of those that
    /// have them, and the length of a hole in the maps.
    private static boolean isClear(byte[] bytes, int at, int prefixes, DecodedForm decoded) {
        int opcode = bytes[at] & 0xff;
        int before = at == 0 ? 0 : bytes[at - 1] & 0xff;
        if (prefixes >= MANY) {
            return decoded.instruction().isTooLong() && opcode != 0x0f && opcode != EVEX && opcode != XOP;
        }
        if (opcode == EVEX || opcode == XOP) {
            return false;
        }
        if (opcode == 0x0f || opcode == 0xc4 || opcode == 0xc5) {
            // The escape has come by chance, and what is behind it was not looked at.
            return false;
        }
        boolean system = before == 0x0f && (opcode <= 1 || opcode >= 0x20 && opcode <= 0x27);
        return !system && !(decoded.instruction().vex() && (isMask(opcode) || isValidWithOtherW(bytes, at)));
    }

    /// Processors that ignore VEX.W execute what others refuse for it.
    private static boolean isValidWithOtherW(byte[] bytes, int at) {
        if (at < 3 || (bytes[at - 3] & 0xff) != 0xc4) {
            return false;
        }
        byte[] other = bytes.clone();
        other[at - 1] ^= (byte) 0x80;
        return DecodedForm.of(other, RecordedState.CODE).row() != null;
    }

    private static boolean isMask(int opcode) {
        return opcode >= 0x41 && opcode <= 0x4b || opcode >= 0x90 && opcode <= 0x99 || opcode >= 0x30 && opcode <= 0x33;
    }

    private int escape(byte[] bytes, int start) {
        int at = start;
        switch (random.nextInt(6)) {
            case 0 -> bytes[at++] = 0x0f;
            case 1 -> {
                bytes[at++] = 0x0f;
                bytes[at++] = 0x38;
            }
            case 2 -> {
                bytes[at++] = 0x0f;
                bytes[at++] = 0x3a;
            }
            case 3 -> {
                bytes[at++] = (byte) 0xc4;
                bytes[at++] = (byte) (random.nextInt(8) << 5 | 1 + random.nextInt(3));
                at++;
            }
            case 4 -> {
                bytes[at++] = (byte) 0xc5;
                at++;
            }
            default -> {}
        }
        return at;
    }

    /// A form that no row has.
    private static Form form(String name) {
        OpcodeMap map = TwoByteMap.MAP;
        OpcodeRow row = map.first(0x0b);
        if (row == null || row.op() != Op.UD2) {
            throw new IllegalStateException("0F 0B is not UD2");
        }
        return new Form(name, map, row, false, 0, false, false, false, false);
    }
}
