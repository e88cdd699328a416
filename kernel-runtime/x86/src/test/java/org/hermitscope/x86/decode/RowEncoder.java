package org.hermitscope.x86.decode;

import java.io.ByteArrayOutputStream;
import org.hermitscope.x86.isa.Map0F38;
import org.hermitscope.x86.isa.Map0F3A;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Selector;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.isa.XopMaps;
import org.jspecify.annotations.Nullable;

/// Finds bytes that the decoder takes for a given row, by trying the few fields that a row can constrain.
final class RowEncoder {
    private static final int[] PREFIXES = {0, 0x66, 0xF3, 0xF2};
    private static final int[] MODRM_MODS = {3, 0};

    private RowEncoder() {}

    /// The bytes, null if no encoding leads to the row.
    static byte @Nullable [] shortest(OpcodeMap map, OpcodeRow row) {
        for (int bits = 0; bits < 8; bits++) {
            boolean w = (bits & 1) != 0;
            boolean l = (bits & 2) != 0;
            boolean b = (bits & 4) != 0;
            if (contradicts(row, Selector.W, w) || contradicts(row, Selector.L, l)) {
                continue;
            }
            for (int prefix = 0; prefix < 4; prefix++) {
                if ((prefix << Selector.PREFIX_SHIFT & row.mask() & Selector.PREFIX)
                        != (row.value() & row.mask() & Selector.PREFIX)) {
                    continue;
                }
                byte[] found = tryModRm(map, row, w, l, b, prefix);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean contradicts(OpcodeRow row, int bit, boolean set) {
        return (row.mask() & bit) != 0 && (row.value() & bit) != 0 != set;
    }

    private static byte @Nullable [] tryModRm(
            OpcodeMap map, OpcodeRow row, boolean w, boolean l, boolean b, int prefix) {
        for (int mod : MODRM_MODS) {
            for (int low = 0; low < 64; low++) {
                if (contradicts(row, Selector.REGISTER, mod == 3) || ((row.value() ^ low) & row.mask() & 63) != 0) {
                    continue;
                }
                // The selector has reg in bits 0 to 2, ModRM has rm there.
                int modRm = mod << 6 | (low & 7) << 3 | low >> 3;
                byte[] bytes = encode(map, row, w, l, b, prefix, modRm);
                if (decodes(row, bytes, Mode.BITS_64) || decodes(row, bytes, Mode.BITS_32)) {
                    return bytes;
                }
            }
        }
        return null;
    }

    private static byte[] encode(OpcodeMap map, OpcodeRow row, boolean w, boolean l, boolean b, int prefix, int modRm) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (row.isVexOnly()) {
            out.write(xopNumber(map) > 0 ? 0x8F : 0xC4);
            out.write(0xE0 | (xopNumber(map) > 0 ? xopNumber(map) : vexNumber(map)));
            int vvvv = row.usesVvvv() ? 13 : 15;
            out.write((w ? 0x80 : 0) | vvvv << 3 | (l ? 4 : 0) | prefix);
        } else {
            if (prefix != 0) {
                out.write(PREFIXES[prefix]);
            }
            if ((row.mask() & Selector.OPERAND_SIZE) == Selector.OPERAND_SIZE
                    && (row.value() & Selector.OPERAND_SIZE) == 0) {
                out.write(0x66);
            }
            if (w || b) {
                out.write(0x40 | (w ? 8 : 0) | (b ? 1 : 0));
            }
            if (map == TwoByteMap.MAP || map == Map0F38.MAP || map == Map0F3A.MAP || map == Map3DNow.MAP) {
                out.write(0x0F);
            }
            if (map == Map0F38.MAP || map == Map0F3A.MAP) {
                out.write(map == Map0F38.MAP ? 0x38 : 0x3A);
            }
        }
        if (map == Map3DNow.MAP) {
            out.write(0x0F);
            out.write(0xC1);
        }
        out.write(row.opcode());
        if (row.usesModRm()) {
            out.write(modRm);
        }
        // SIB, displacement and immediates: an index and three different registers.
        out.write(0x58);
        for (int i = 0; i < 11; i++) {
            out.write(0);
        }
        return out.toByteArray();
    }

    private static int vexNumber(OpcodeMap map) {
        return map == TwoByteMap.MAP ? 1 : map == Map0F38.MAP ? 2 : 3;
    }

    private static int xopNumber(OpcodeMap map) {
        return map == XopMaps.MAP_8 ? 8 : map == XopMaps.MAP_9 ? 9 : map == XopMaps.MAP_A ? 10 : 0;
    }

    private static boolean decodes(OpcodeRow row, byte[] bytes, Mode mode) {
        Decoding decoding = new Decoding();
        decoding.decode(new Code(0, bytes), 0, mode);
        return decoding.row == row && !decoding.invalid;
    }
}
