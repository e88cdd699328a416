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
            int prefixes = random.nextInt(40) == 0 ? 13 + random.nextInt(2) : Math.max(0, random.nextInt(5) - 2);
            while (at < prefixes) {
                bytes[at++] = (byte) PREFIXES[random.nextInt(PREFIXES.length)];
            }
            if (prefixes < 13 && random.nextInt(3) == 0) {
                bytes[at++] = (byte) (0x40 | random.nextInt(16));
            }
            if (prefixes < 13) {
                at = escape(bytes, at);
            }
            RecordedState before = new RecordedState();
            before.reset(true);
            before.cpu.rip = RecordedState.CODE + 0x800;
            DecodedForm decoded = DecodedForm.of(bytes, before.cpu.rip);
            // A hole in the maps has no length, so that whether it is too long is open.
            boolean clear = prefixes < 13 || decoded.instruction().isTooLong();
            if (decoded.row() == null && clear && (bytes[at] & 0xff) != EVEX) {
                String name = decoded.instruction().isTooLong() ? "too long" : "undefined";
                return new Case(form(name), Arrays.copyOf(bytes, MAX_LENGTH), decoded.instruction(), before);
            }
        }
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
            }
            case 4 -> bytes[at++] = (byte) 0xc5;
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
