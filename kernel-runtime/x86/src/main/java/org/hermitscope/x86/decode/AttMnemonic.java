package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;

/// What AT&T syntax calls otherwise, and its suffixes.
final class AttMnemonic {
    private final Decoding decoding;
    private final OpcodeRow row;
    private final Op op;
    private final Mnemonic mnemonic;
    private final Suffix suffix;

    AttMnemonic(Decoding decoding, OpcodeRow row, Mnemonic mnemonic, Suffix suffix) {
        this.decoding = decoding;
        this.row = row;
        this.op = row.op();
        this.mnemonic = mnemonic;
        this.suffix = suffix;
    }

    void appendTo(StringBuilder text) {
        switch (op) {
            case CBW -> text.append("cbtw");
            case CWDE -> text.append("cwtl");
            case CDQE -> text.append("cltq");
            case CWD -> text.append("cwtd");
            case CDQ -> text.append("cltd");
            case CQO -> text.append("cqto");
            case CALLF -> text.append("lcall").append(suffix.ofDefault());
            case JMPF -> text.append("ljmp").append(suffix.ofDefault());
            case RETF -> text.append("lret").append(suffix.ofDefault());
            case XBEGIN -> text.append("xbegin").append(decoding.mode64 && decoding.operandWidth == 16 ? "w" : "");
            case MOVZX -> appendExtension(text, "movz");
            case MOVSX -> appendExtension(text, "movs");
            case MOVSXD -> text.append(decoding.operandWidth == 64 ? "movslq" : "movsxd");
            case MOV -> {
                text.append(mnemonic.usesWideImmediate() ? "movabs" : "mov");
                if (!usesSegment()) {
                    text.append(suffix.ofMemory());
                }
            }
            case MOVS, CMPS ->
                text.append(Mnemonic.lowerCase(op)).append(Suffix.letter(Operands.instructionWidth(decoding)));
            case INS, OUTS ->
                text.append(Mnemonic.lowerCase(op)).append(Suffix.letter(Operands.instructionWidth(decoding)));
            case PUSH, POP -> {
                text.append(Mnemonic.lowerCase(op));
                Addressing addressing = row.operand(0).addressing();
                if (addressing != Addressing.OPCODE_GENERAL
                        && (addressing != Addressing.RM_GENERAL || decoding.hasMemory())) {
                    text.append(suffix.ofDefault());
                }
            }
            case CALL, JMP -> {
                text.append(Mnemonic.lowerCase(op));
                if (row.operand(0) != OperandCode.Jb
                        && (row.operand(0).addressing() != Addressing.RM_GENERAL || decoding.hasMemory())) {
                    text.append(suffix.ofDefault());
                }
            }
            case RET, ENTER, LEAVE, PUSHF, POPF, PUSHA, POPA, IRET ->
                text.append(Mnemonic.lowerCase(op)).append(suffix.ofDefault());
            case SGDT, SIDT, LGDT, LIDT -> mnemonic.appendTableInstruction(text);
            case CVTPD2PS, CVTPD2DQ, CVTTPD2DQ, VCVTNEPS2BF16 -> {
                mnemonic.appendBase(text);
                if (decoding.vex && decoding.hasMemory()) {
                    text.append(decoding.vexL ? 'y' : 'x');
                }
            }
            case FSUB -> text.append(reversesStack() ? "fsubr" : "fsub").append(suffix.ofX87());
            case FSUBR -> text.append(reversesStack() ? "fsub" : "fsubr").append(suffix.ofX87());
            case FSUBP -> text.append("fsubrp");
            case FSUBRP -> text.append("fsubp");
            case FDIV -> text.append(reversesStack() ? "fdivr" : "fdiv").append(suffix.ofX87());
            case FDIVR -> text.append(reversesStack() ? "fdiv" : "fdivr").append(suffix.ofX87());
            case FDIVP -> text.append("fdivrp");
            case FDIVRP -> text.append("fdivp");
            default -> {
                mnemonic.appendBase(text);
                text.append(row.opcode() >= 0xD8 && op.name().charAt(0) == 'F' ? suffix.ofX87() : suffix.ofMemory());
            }
        }
    }

    /// AT&T assemblers have always exchanged these two when the destination is not the top of the stack.
    private boolean reversesStack() {
        return row.operand(0).addressing() == Addressing.STACK;
    }

    private void appendExtension(StringBuilder text, String start) {
        text.append(start)
                .append(row.operand(1).type() == OperandType.BYTE ? 'b' : 'w')
                .append(Suffix.letter(decoding.operandWidth));
    }

    private boolean usesSegment() {
        return row.operand(0) == OperandCode.Sw || row.operand(1) == OperandCode.Sw;
    }
}
