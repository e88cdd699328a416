package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;

/// The letter behind a mnemonic that tells the size.
final class Suffix {
    private final Decoding decoding;
    private final OpcodeRow row;
    private final Op op;
    private final boolean att;

    Suffix(Decoding decoding, OpcodeRow row, boolean att) {
        this.decoding = decoding;
        this.row = row;
        this.op = row.op();
        this.att = att;
    }

    /// A letter where the operand size is not the one that the mode gives.
    String ofDefault() {
        int width = decoding.operandWidth;
        if (decoding.mode64) {
            boolean far = op == Op.CALLF || op == Op.JMPF || op == Op.RETF || op == Op.IRET;
            return width == 16 ? "w" : width == 64 && far ? "q" : "";
        }
        if (decoding.mode32()) {
            return width == 16 ? "w" : "";
        }
        return width == 16 ? "" : att ? "l" : "d";
    }

    /// A letter for the size of a memory operand when no register tells it.
    String ofMemory() {
        if (!decoding.hasMemory() || !takesSuffix()) {
            return "";
        }
        OperandType type = OperandType.NONE;
        for (int i = 0; i < row.operandCount(); i++) {
            OperandCode code = row.operand(i);
            switch (code.addressing()) {
                case RM_GENERAL -> type = code.memoryType();
                case REG_GENERAL, OPCODE_GENERAL, VVVV_GENERAL, RM_MMX_REGISTER -> {
                    if (op != Op.CRC32) {
                        return "";
                    }
                }
                default -> {}
            }
        }
        return switch (type) {
            case BYTE -> "b";
            case WORD -> "w";
            case DOUBLEWORD -> "l";
            case QUADWORD -> "q";
            case VARIABLE -> suffixOf(decoding.operandWidth);
            case WIDE -> decoding.isWide() ? "q" : "l";
            default -> "";
        };
    }

    private boolean takesSuffix() {
        return switch (op) {
            case SLDT,
                    STR,
                    LLDT,
                    LTR,
                    VERR,
                    VERW,
                    SMSW,
                    LMSW,
                    LAR,
                    LSL,
                    SETCC,
                    MOVD,
                    MOVQ,
                    PINSRB,
                    PINSRW,
                    PINSRD,
                    PINSRQ,
                    PEXTRB,
                    PEXTRW,
                    PEXTRD,
                    PEXTRQ,
                    EXTRACTPS,
                    VMREAD,
                    VMWRITE,
                    BNDCL,
                    BNDCU,
                    BNDCN,
                    LWPINS,
                    LWPVAL -> false;
            case CVTSI2SS, CVTSI2SD, PTWRITE -> decoding.mode64;
            default -> true;
        };
    }

    /// A letter for the format of an x87 operand.
    String ofX87() {
        if (!decoding.hasMemory() || row.operandCount() == 0) {
            return "";
        }
        boolean integer = op.name().charAt(1) == 'I';
        return switch (op) {
            case FBLD, FBSTP, FLDCW, FNSTCW, FNSTSW -> "";
            case FLDENV, FNSTENV, FRSTOR, FNSAVE -> ofEnvironment();
            default ->
                switch (row.operand(0).memoryType()) {
                    case WORD -> "s";
                    case DOUBLEWORD -> integer ? "l" : "s";
                    case QUADWORD -> integer ? "ll" : "l";
                    case TEN_BYTES -> "t";
                    default -> "";
                };
        };
    }

    String ofEnvironment() {
        if (!decoding.operandSizePrefix) {
            return "";
        }
        return decoding.mode == Mode.BITS_16 ? att ? "l" : "d" : att ? "s" : "w";
    }

    private static String suffixOf(int width) {
        return switch (width) {
            case 8 -> "b";
            case 16 -> "w";
            case 32 -> "l";
            default -> "q";
        };
    }

    static char letter(int width) {
        return suffixOf(width).charAt(0);
    }
}
