package org.hermitscope.x86.decode;

import java.util.List;
import java.util.Objects;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.Operand.Memory;
import org.hermitscope.x86.isa.Operand.Register;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;
import org.hermitscope.x86.isa.RegisterFile;

/// Makes the operands of a decoded instruction.
final class Operands {
    private final Decoding decoding;
    private final OpcodeRow row;
    private int immediatesUsed;

    Operands(Decoding decoding) {
        this.decoding = decoding;
        this.row = Objects.requireNonNull(decoding.row);
    }

    List<Operand> list() {
        int count = row.operandCount();
        // VEX's first source is absent from legacy encodings, where the destination is the first source.
        boolean legacy = !decoding.vex;
        Operand[] operands = new Operand[count];
        int made = 0;
        for (int i = 0; i < count; i++) {
            OperandCode code = row.operand(i);
            if (legacy && code.addressing() == Addressing.VVVV_VECTOR) {
                continue;
            }
            operands[made++] = operand(code);
        }
        return switch (made) {
            case 0 -> List.of();
            case 1 -> List.of(operands[0]);
            case 2 -> List.of(operands[0], operands[1]);
            case 3 -> List.of(operands[0], operands[1], operands[2]);
            case 4 -> List.of(operands[0], operands[1], operands[2], operands[3]);
            default -> List.of(operands);
        };
    }

    Operand operand(OperandCode code) {
        Decoding d = decoding;
        return switch (code.addressing()) {
            case RM_GENERAL -> d.mod == 3 ? general(d.rm, code.type()) : memory(code.memoryType());
            case REG_GENERAL -> general(d.reg, code.type());
            case RM_GENERAL_REGISTER -> general(d.rm, code.type());
            case OPCODE_GENERAL -> general(d.opcode & 7 | (d.rex & Decoding.REX_B) << 3, code.type());
            case VVVV_GENERAL -> general(d.vvvv, code.type());
            case FIXED_GENERAL -> general(code.number(), code.type());
            case MEMORY, MEMORY_SIB -> memory(code.memoryType());
            case MEMORY_VECTOR -> vectorIndexed(code.type(), d.vectorWidth);
            case MEMORY_VECTOR_128 -> vectorIndexed(code.type(), 128);
            case REG_VECTOR -> vector(d.reg, code.type());
            case RM_VECTOR -> d.mod == 3 ? vector(d.rm, code.type()) : memory(code.memoryType());
            case RM_VECTOR_REGISTER -> vector(d.rm, code.type());
            case VVVV_VECTOR -> vector(d.vvvv, code.type());
            case FIXED_VECTOR -> Registers.vector(0, 128);
            case IMMEDIATE_VECTOR -> vector((int) immediate() >> 4 & (d.mode64 ? 15 : 7), code.type());
            case IMMEDIATE_LOW -> new Operand.Immediate(d.immediate & 15, 8);
            case IMMEDIATE -> new Operand.Immediate(immediate(), immediateWidth(code.type()));
            case ONE -> new Operand.Immediate(1, 8);
            case RELATIVE -> target();
            case FAR_POINTER -> new Operand.FarPointer((int) d.secondImmediate, d.immediate, d.operandWidth + 16);
            case OFFSET -> absolute(code.type());
            case SOURCE_STRING -> implied(CpuState.RSI, segmentOr(CpuState.DS), code.type());
            case DESTINATION_STRING -> implied(CpuState.RDI, CpuState.ES, code.type());
            case TABLE -> implied(CpuState.RBX, segmentOr(CpuState.DS), code.type());
            case MASKED_STRING -> implied(CpuState.RDI, segmentOr(CpuState.DS), code.type());
            case SEGMENT -> Registers.segment(d.reg);
            case FIXED_SEGMENT -> Registers.segment(code.number());
            case CONTROL ->
                new Register(RegisterFile.CONTROL, d.reg, code.type() == OperandType.MACHINE_WORD ? machineWord() : 32);
            case DEBUG -> new Register(RegisterFile.DEBUG, d.reg, machineWord());
            case TEST -> new Register(RegisterFile.TEST, d.reg, 32);
            case STACK_TOP -> Registers.x87(0);
            case STACK -> Registers.x87(d.modRm & 7);
            case REG_MMX -> Registers.mmx(d.reg);
            case RM_MMX -> d.mod == 3 ? Registers.mmx(d.rm) : memory(code.memoryType());
            case RM_MMX_REGISTER -> Registers.mmx(d.rm);
            case REG_BOUND -> new Register(RegisterFile.BOUND, d.reg, 128);
            case RM_BOUND -> d.mod == 3 ? new Register(RegisterFile.BOUND, d.rm, 128) : memory(code.memoryType());
            case REG_MASK -> new Register(RegisterFile.MASK, d.reg & 7, 64);
            case RM_MASK_REGISTER -> new Register(RegisterFile.MASK, d.rm & 7, 64);
            case RM_MASK -> d.mod == 3 ? new Register(RegisterFile.MASK, d.rm & 7, 64) : memory(code.memoryType());
            case VVVV_MASK -> new Register(RegisterFile.MASK, d.vvvv & 7, 64);
            case REG_TILE -> new Register(RegisterFile.TILE, d.reg & 7, 8192);
            case RM_TILE_REGISTER -> new Register(RegisterFile.TILE, d.rm & 7, 8192);
            case VVVV_TILE -> new Register(RegisterFile.TILE, d.vvvv & 7, 8192);
        };
    }

    private long immediate() {
        return immediatesUsed++ == 0 ? decoding.immediate : decoding.secondImmediate;
    }

    private int immediateWidth(OperandType type) {
        return switch (type) {
            case BYTE -> 8;
            case WORD -> 16;
            case DOUBLEWORD -> 32;
            default -> decoding.operandWidth;
        };
    }

    private int machineWord() {
        return decoding.mode64 ? 64 : 32;
    }

    private Register general(int number, OperandType type) {
        int width = generalWidth(decoding, type, decoding.operandWidth);
        return width == 8 ? Registers.ofByte(number, decoding.hasRex) : Registers.general(number, width);
    }

    /// Bits of a general register operand.
    static int generalWidth(Decoding decoding, OperandType type, int operandWidth) {
        return switch (type) {
            case VARIABLE -> operandWidth;
            case IMMEDIATE_VARIABLE -> operandWidth == 16 ? 16 : 32;
            case WIDE -> decoding.mode64 && (decoding.rex & Decoding.REX_W) != 0 ? 64 : 32;
            case MACHINE_WORD -> decoding.mode64 ? 64 : 32;
            case ADDRESS -> decoding.addressWidth;
            default -> type.fixedWidth();
        };
    }

    /// Operand width of the instruction as a whole: 8 for byte forms.
    static int instructionWidth(Decoding decoding) {
        int operandWidth = decoding.operandWidth;
        OpcodeRow from = decoding.row;
        if (from == null) {
            return operandWidth;
        }
        for (int i = 0; i < from.operandCount(); i++) {
            OperandCode code = from.operand(i);
            switch (code.addressing()) {
                case RM_GENERAL,
                        REG_GENERAL,
                        RM_GENERAL_REGISTER,
                        OPCODE_GENERAL,
                        FIXED_GENERAL,
                        OFFSET,
                        SOURCE_STRING,
                        DESTINATION_STRING -> {
                    if (code != OperandCode.DX) {
                        return generalWidth(decoding, code.type(), operandWidth);
                    }
                }
                default -> {}
            }
        }
        return operandWidth;
    }

    private Register vector(int number, OperandType type) {
        int width = switch (type) {
            case VECTOR -> decoding.vectorWidth;
            case QUAD_QUADWORD -> 256;
            default -> 128;
        };
        return Registers.vector(number, width);
    }

    private int memoryWidth(OperandType type) {
        Decoding d = decoding;
        return switch (type) {
            case VECTOR -> d.vectorWidth;
            case HALF_VECTOR -> d.vectorWidth / 2;
            case QUARTER_VECTOR -> d.vectorWidth / 4;
            case EIGHTH_VECTOR -> d.vectorWidth / 8;
            case FAR -> d.operandWidth + 16;
            case PSEUDO_DESCRIPTOR -> d.mode64 ? 80 : 48;
            case PAIR -> 2 * d.operandWidth;
            case BOUND_PAIR -> d.mode64 ? 128 : 64;
            case ENVIRONMENT -> d.operandWidth == 16 ? 14 * 8 : 28 * 8;
            case X87_STATE -> d.operandWidth == 16 ? 94 * 8 : 108 * 8;
            default -> generalWidth(d, type, d.operandWidth);
        };
    }

    private int segmentOr(int fallback) {
        return decoding.segment == Decoding.NO_SEGMENT ? fallback : decoding.segment;
    }

    private Memory memory(OperandType type) {
        Decoding d = decoding;
        boolean stack = d.base == CpuState.RSP || d.base == CpuState.RBP;
        long displacement = d.displacement;
        if (d.base == Memory.RIP) {
            displacement += d.end();
        }
        return new Memory(
                segmentOr(stack ? CpuState.SS : CpuState.DS),
                d.base,
                d.index,
                d.scale,
                displacement,
                memoryWidth(type),
                d.addressWidth,
                0);
    }

    private Memory vectorIndexed(OperandType type, int indexWidth) {
        Decoding d = decoding;
        boolean stack = d.base == CpuState.RSP || d.base == CpuState.RBP;
        int index = d.sib >> 3 & 7 | (d.rex & Decoding.REX_X) << 2;
        return new Memory(
                segmentOr(stack ? CpuState.SS : CpuState.DS),
                d.base,
                index,
                d.scale,
                d.displacement,
                type.fixedWidth(),
                d.addressWidth,
                indexWidth);
    }

    private Memory absolute(OperandType type) {
        return new Memory(
                segmentOr(CpuState.DS),
                Memory.NONE,
                Memory.NONE,
                1,
                immediate(),
                memoryWidth(type),
                decoding.addressWidth,
                0);
    }

    private Memory implied(int base, int segment, OperandType type) {
        return new Memory(segment, base, Memory.NONE, 1, 0, memoryWidth(type), decoding.addressWidth, 0);
    }

    private Operand.Target target() {
        immediatesUsed++;
        return new Operand.Target(decoding.target(), decoding.operandWidth);
    }
}
