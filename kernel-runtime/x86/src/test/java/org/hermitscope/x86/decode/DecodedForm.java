package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Map0F38;
import org.hermitscope.x86.isa.Map0F3A;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.OneByteMap;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Selector;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.isa.X87Map;
import org.jspecify.annotations.Nullable;

/// What some bytes are in 64-bit mode: the row of an opcode map, and which of its forms (legacy or VEX, operand
/// size, vector length, memory or registers).
///
/// @param row null when the bytes are no instruction
/// @param name of the form, the same for all bytes of one form
/// @param displacementAt offset of the displacement in the bytes, or of an address without ModRM
/// @param displacementBytes 0 where there is none
public record DecodedForm(
        @Nullable OpcodeRow row,
        Instruction instruction,
        String name,
        boolean memory,
        int displacementAt,
        int displacementBytes) {
    private static final String[] PREFIXES = {"np", "66", "f3", "f2"};
    private static final String[] SIZES = {"16", "32", "64"};

    /// Decodes the bytes as those at an address. What follows them counts as INT3.
    public static DecodedForm of(byte[] bytes, long address) {
        Decoding decoding = new Decoding();
        decoding.decode(
                at -> at - address < bytes.length ? bytes[(int) (at - address)] & 0xff : 0xcc, address, Mode.BITS_64);
        Instruction instruction = Decoder.instruction(decoding);
        OpcodeRow row = decoding.invalid || decoding.tooLong ? null : decoding.row;
        if (row == null) {
            return new DecodedForm(null, instruction, "", false, 0, 0);
        }
        boolean offset = hasOffset(row);
        int at = decoding.opcodeEnd + (offset ? 0 : decoding.hasSib ? 2 : 1);
        int size = offset ? decoding.addressWidth / 8 : decoding.displacementBytes;
        return new DecodedForm(
                row, instruction, name(decoding, row, instruction), decoding.hasMemory() || offset, at, size);
    }

    private static boolean hasOffset(OpcodeRow row) {
        for (int i = 0; i < row.operandCount(); i++) {
            if (row.operand(i).addressing() == Addressing.OFFSET) {
                return true;
            }
        }
        return false;
    }

    private static String name(Decoding decoding, OpcodeRow row, Instruction instruction) {
        StringBuilder text = new StringBuilder(row(decoding.map, row));
        if (decoding.vex) {
            text.append(decoding.vectorWidth == 256 ? " vex.256" : " vex");
        }
        if (isSized(row)) {
            text.append(' ').append(instruction.operandWidth());
            if (instruction.operandWidth() == 8) {
                text.append('/').append(decoding.operandWidth);
            }
        }
        if (row.usesModRm() && !decoding.ignoresMod) {
            text.append(decoding.mod == 3 ? " reg" : " mem");
        }
        return text.toString();
    }

    /// Whether prefixes choose among operand sizes, other than by choosing the row.
    private static boolean isSized(OpcodeRow row) {
        for (int i = 0; i < row.operandCount(); i++) {
            switch (row.operand(i).type()) {
                case VARIABLE, IMMEDIATE_VARIABLE, WIDE, FAR, ENVIRONMENT, X87_STATE -> {
                    return !row.forces64();
                }
                default -> {}
            }
        }
        return row.defaults64();
    }

    /// A row in words: mnemonic, map, opcode, and what it demands.
    public static String row(OpcodeMap map, OpcodeRow row) {
        StringBuilder text = new StringBuilder(row.op().toString());
        text.append(' ').append(mapName(map)).append(Integer.toHexString(row.opcode() | 0x100), 1, 3);
        int mask = row.mask();
        int value = row.value();
        if ((mask & Selector.RM) != 0) {
            text.append(" /")
                    .append(Integer.toHexString(
                            0xc0 | (value & Selector.REG) << 3 | (value & Selector.RM) >> Selector.RM_SHIFT));
        } else if ((mask & Selector.REG) != 0) {
            text.append(" /").append(value & Selector.REG);
        }
        if ((mask & Selector.PREFIX) == Selector.PREFIX) {
            text.append(' ').append(PREFIXES[(value & Selector.PREFIX) >> Selector.PREFIX_SHIFT]);
        }
        if ((mask & Selector.W) != 0) {
            text.append((value & Selector.W) == 0 ? " w0" : " w1");
        }
        if ((mask & Selector.OPERAND_SIZE) != 0) {
            text.append(' ').append(SIZES[(value & Selector.OPERAND_SIZE) >> Selector.OPERAND_SIZE_SHIFT]);
        }
        for (int i = 0; i < row.operandCount(); i++) {
            text.append(i == 0 ? ' ' : ',').append(row.operand(i));
        }
        return text.toString();
    }

    private static String mapName(OpcodeMap map) {
        if (map == OneByteMap.MAP || map == X87Map.MAP) {
            return "";
        }
        return map == TwoByteMap.MAP
                ? "0f"
                : map == Map0F38.MAP ? "0f38" : map == Map0F3A.MAP ? "0f3a" : map == Map3DNow.MAP ? "0f0f" : "xop";
    }
}
