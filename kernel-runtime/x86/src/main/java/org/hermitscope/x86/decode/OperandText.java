package org.hermitscope.x86.decode;

import java.util.Objects;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.OneByteMap;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.Operand.Memory;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;

/// Writes operands in AT&T or Intel syntax.
final class OperandText {
    private final Decoding decoding;
    private final OpcodeRow row;
    private final boolean att;
    private final StringBuilder text;
    private boolean first = true;

    OperandText(Decoding decoding, OpcodeRow row, boolean att, StringBuilder text) {
        this.decoding = decoding;
        this.row = row;
        this.att = att;
        this.text = text;
    }

    /// Writes all operands, with the space in front of them.
    void append() {
        if (Mnemonic.isExchange(decoding, row)) {
            String accumulator = (att ? "%" : "") + RegisterNames.general(0, decoding.operandWidth);
            text.append(' ').append(accumulator).append(',').append(accumulator);
            return;
        }
        String implied = att ? Implied.operands(decoding, row.op()) : "";
        if (!implied.isEmpty()) {
            text.append(' ').append(implied);
            return;
        }
        Operand[] operands = new Operand[row.operandCount()];
        Operands source = new Operands(decoding);
        for (int i = 0; i < operands.length; i++) {
            operands[i] = source.operand(row.operand(i));
        }
        if (att && !keepsOrder()) {
            for (int i = operands.length - 1; i >= 0; i--) {
                append(row.operand(i), operands[i]);
            }
        } else {
            for (int i = 0; i < operands.length; i++) {
                append(row.operand(i), operands[i]);
            }
        }
    }

    /// Writes a memory operand whose size nobody knows.
    static void appendMemory(Decoding decoding, boolean att, StringBuilder text) {
        OpcodeRow lea = Objects.requireNonNull(OneByteMap.MAP.first(0x8D));
        decoding.row = lea;
        Operand operand = new Operands(decoding).operand(OperandCode.M);
        new OperandText(decoding, lea, att, text).memory(OperandCode.M, (Memory) operand);
        decoding.row = null;
    }

    /// What AT&T syntax does not reverse.
    private boolean keepsOrder() {
        return row.op() == Op.ENTER || row.op() == Op.BOUND;
    }

    private void append(OperandCode code, Operand operand) {
        if (isHidden(code)) {
            return;
        }
        text.append(first ? ' ' : ',');
        first = false;
        switch (operand) {
            case Operand.Register register -> register(code, register);
            case Memory memory -> memory(code, memory);
            case Operand.Immediate immediate -> immediate(code, immediate);
            case Operand.Target _ -> Disassembler.hex(text, decoding.listedTarget());
            case Operand.FarPointer pointer -> {
                dollar();
                Disassembler.hex(text, pointer.selector());
                text.append(att ? "," : ":");
                dollar();
                Disassembler.hex(text, pointer.offset());
            }
        }
    }

    private boolean isHidden(OperandCode code) {
        return switch (code.addressing()) {
            case VVVV_VECTOR -> !decoding.vex;
            case MASKED_STRING -> true;
            case ONE -> att;
            case STACK_TOP ->
                switch (row.op()) {
                    case FCOM, FCOMP, FUCOM, FUCOMP -> true;
                    default -> false;
                };
            case IMMEDIATE ->
                switch (row.op()) {
                    case CMPPS, CMPPD, CMPSS, CMPSD ->
                        Predicates.compare((int) decoding.immediate, decoding.vex) != null;
                    case VPCOMB, VPCOMW, VPCOMD, VPCOMQ, VPCOMUB, VPCOMUW, VPCOMUD, VPCOMUQ ->
                        Predicates.xop((int) decoding.immediate) != null;
                    case PCLMULQDQ -> Predicates.carryless((int) decoding.immediate) != null;
                    default -> false;
                };
            default -> false;
        };
    }

    private void dollar() {
        if (att) {
            text.append('$');
        }
    }

    private void register(OperandCode code, Operand.Register register) {
        if (att && isIndirect(code)) {
            text.append('*');
        }
        if (code == OperandCode.DX) {
            text.append(att ? "(%dx)" : "dx");
            return;
        }
        if (isBad(code, register)) {
            text.append("(bad)");
            return;
        }
        if (att) {
            text.append('%');
        }
        if (code == OperandCode.STi) {
            text.append("st(").append(register.number()).append(')');
        } else if (code == OperandCode.Ew && row.op() == Op.MOV) {
            // The source of a move to a segment register is written with its whole width.
            text.append(RegisterNames.general(register.number(), decoding.operandWidth));
        } else {
            text.append(RegisterNames.of(register, att));
        }
    }

    /// Numbers that there is no register for.
    private boolean isBad(OperandCode code, Operand.Register register) {
        return switch (code.addressing()) {
            case REG_BOUND, RM_BOUND -> register.number() > 3;
            case REG_MASK, REG_TILE -> decoding.reg > 7;
            case VVVV_MASK, VVVV_TILE -> decoding.vvvv > 7;
            case RM_TILE_REGISTER, RM_MASK, RM_MASK_REGISTER -> decoding.rm > 7;
            default -> false;
        };
    }

    private boolean isIndirect(OperandCode code) {
        return switch (row.op()) {
            case CALL, JMP, CALLF, JMPF ->
                code.addressing() == Addressing.RM_GENERAL || code.addressing() == Addressing.MEMORY;
            default -> false;
        };
    }

    private void immediate(OperandCode code, Operand.Immediate immediate) {
        dollar();
        long value = immediate.value();
        if (code.addressing() == Addressing.ONE) {
            text.append('1');
            return;
        }
        switch (code.type()) {
            case BYTE_SIGNED, IMMEDIATE_VARIABLE -> {
                int width = row.op() == Op.PUSH && !decoding.mode64 ? immediate.width() : decoding.operandWidth;
                Disassembler.hex(text, masked(value, width));
            }
            case VARIABLE -> Disassembler.hex(text, masked(value, decoding.operandWidth));
            default -> Disassembler.hex(text, value);
        }
    }

    static long masked(long value, int width) {
        return switch (width) {
            case 8 -> value & 0xFF;
            case 16 -> value & 0xFFFF;
            case 32 -> value & 0xFFFF_FFFFL;
            default -> value;
        };
    }

    private void memory(OperandCode code, Memory memory) {
        if ((memory.vectorWidth() != 0 || code == OperandCode.Msib) && !decoding.hasSib) {
            text.append("(bad)");
            return;
        }
        if (att) {
            if (isIndirect(code)) {
                text.append('*');
            }
            attMemory(code, memory);
        } else {
            text.append(sizeKeyword(code, memory));
            intelMemory(code, memory);
        }
    }

    private boolean showsSegment(OperandCode code) {
        return switch (code.addressing()) {
            case SOURCE_STRING, DESTINATION_STRING, TABLE -> true;
            default -> decoding.segment != Decoding.NO_SEGMENT && !PrefixUse.isNoTrack(decoding, row);
        };
    }

    private void attMemory(OperandCode code, Memory memory) {
        if (showsSegment(code)) {
            text.append('%').append(RegisterNames.segment(memory.segment())).append(':');
        }
        if (code.addressing() == Addressing.OFFSET) {
            Disassembler.hex(text, masked(memory.displacement(), decoding.addressWidth));
            return;
        }
        boolean noIndex = showsNoIndex(memory);
        boolean parentheses = memory.base() != Memory.NONE || memory.index() != Memory.NONE || noIndex;
        appendDisplacement(memory, parentheses);
        if (!parentheses) {
            return;
        }
        text.append('(');
        if (memory.base() != Memory.NONE) {
            text.append('%').append(baseName(memory));
        }
        if (memory.index() != Memory.NONE || noIndex) {
            text.append(",%").append(indexName(memory));
            if (memory.addressWidth() != 16) {
                text.append(',').append(memory.scale());
            }
        }
        text.append(')');
    }

    /// A SIB byte without an index where one is not needed to name the base.
    private boolean showsNoIndex(Memory memory) {
        if (!decoding.hasSib || memory.index() != Memory.NONE || memory.addressWidth() == 16) {
            return false;
        }
        if (memory.base() == Memory.NONE) {
            return memory.scale() != 1 || memory.addressWidth() == 32 && decoding.mode != Mode.BITS_16;
        }
        return memory.scale() != 1 || (memory.base() & 7) != CpuState.RSP;
    }

    private static String baseName(Memory memory) {
        if (memory.base() == Memory.RIP) {
            return memory.addressWidth() == 32 ? "eip" : "rip";
        }
        return RegisterNames.general(memory.base(), memory.addressWidth());
    }

    private static String indexName(Memory memory) {
        if (memory.vectorWidth() != 0) {
            return (memory.vectorWidth() == 256 ? "ymm" : "xmm") + memory.index();
        }
        if (memory.index() == Memory.NONE) {
            return memory.addressWidth() == 32 ? "eiz" : "riz";
        }
        return RegisterNames.general(memory.index(), memory.addressWidth());
    }

    /// @param signed as an offset to registers; otherwise it is an address
    private void appendDisplacement(Memory memory, boolean signed) {
        if (decoding.displacementBytes == 0) {
            return;
        }
        long displacement = decoding.displacement;
        if (signed && !(decoding.mode64 && isNothing(memory)) || memory.addressWidth() == 16 && att) {
            appendSigned(displacement);
        } else {
            Disassembler.hex(text, address(memory, displacement));
        }
    }

    /// Neither base nor index, though there is a SIB byte.
    private static boolean isNothing(Memory memory) {
        return memory.base() == Memory.NONE && memory.index() == Memory.NONE && memory.addressWidth() == 32;
    }

    private long address(Memory memory, long displacement) {
        return memory.addressWidth() == 64 ? displacement : masked(displacement, memory.addressWidth());
    }

    private void appendSigned(long displacement) {
        if (displacement < 0) {
            text.append('-');
        }
        Disassembler.hex(text, Math.abs(displacement));
    }

    private void intelMemory(OperandCode code, Memory memory) {
        boolean noIndex = showsNoIndex(memory);
        boolean brackets = memory.base() != Memory.NONE || memory.index() != Memory.NONE || noIndex;
        if (showsSegment(code)) {
            text.append(RegisterNames.segment(memory.segment())).append(':');
        } else if (!brackets) {
            text.append("ds:");
        }
        if (code.addressing() == Addressing.OFFSET) {
            Disassembler.hex(text, masked(memory.displacement(), decoding.addressWidth));
            return;
        }
        if (!brackets) {
            appendDisplacement(memory, false);
            return;
        }
        text.append('[');
        if (memory.base() != Memory.NONE) {
            text.append(baseName(memory));
        }
        if (memory.index() != Memory.NONE || noIndex) {
            if (memory.base() != Memory.NONE) {
                text.append('+');
            }
            text.append(indexName(memory));
            if (memory.addressWidth() != 16) {
                text.append('*').append(memory.scale());
            }
        }
        if (memory.base() == Memory.RIP || decoding.mode64 && isNothing(memory)) {
            text.append('+');
            Disassembler.hex(
                    text, memory.base() == Memory.RIP ? decoding.displacement : address(memory, decoding.displacement));
        } else if (decoding.displacementBytes != 0) {
            if (decoding.displacement >= 0) {
                text.append('+');
            }
            appendSigned(decoding.displacement);
        }
        text.append(']');
    }

    private String sizeKeyword(OperandCode code, Memory memory) {
        if (code.memoryType() == OperandType.NONE
                || code.memoryType() == OperandType.PSEUDO_DESCRIPTOR
                || code.addressing() == Addressing.OFFSET) {
            return "";
        }
        switch (row.op()) {
            case ENQCMD, ENQCMDS, MOVDIR64B, WRSS, WRUSS, BNDCL, BNDCU, BNDCN, BNDMOV, LDDQU, INVPCID -> {
                return "";
            }
            case INVEPT, INVVPID, CMPXCHG16B -> {
                return "OWORD PTR ";
            }
            default -> {}
        }
        return switch (memory.width()) {
            case 8 -> "BYTE PTR ";
            case 16 -> "WORD PTR ";
            case 32 -> "DWORD PTR ";
            case 48 -> "FWORD PTR ";
            case 64 -> "QWORD PTR ";
            case 80 -> code.memoryType() == OperandType.FAR ? "FWORD PTR " : "TBYTE PTR ";
            case 128 -> "XMMWORD PTR ";
            case 256 -> "YMMWORD PTR ";
            case 512 -> "ZMMWORD PTR ";
            default -> "";
        };
    }
}
