package org.hermitscope.x86.decode;

import java.util.Locale;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;
import org.jspecify.annotations.Nullable;

/// Spells mnemonics as GNU binutils does, which is the manual's spelling but for suffixes, AT&T's own names and
/// comparisons with their predicate in the name.
final class Mnemonic {
    private static final @Nullable String[] LOWER_CASE = new String[Op.values().length];
    private static final String[] CONDITIONS = {
        "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"
    };
    /// CMPccXADD has the other name of some.
    private static final String[] EXCHANGE_CONDITIONS = {
        "o", "no", "b", "nb", "z", "nz", "be", "nbe", "s", "ns", "p", "np", "l", "nl", "le", "nle"
    };

    private final Decoding decoding;
    private final OpcodeRow row;
    private final Op op;
    private final boolean att;

    Mnemonic(Decoding decoding, OpcodeRow row, boolean att) {
        this.decoding = decoding;
        this.row = row;
        this.op = row.op();
        this.att = att;
    }

    static String lowerCase(Op op) {
        String name = LOWER_CASE[op.ordinal()];
        if (name == null) {
            name = op.name().toLowerCase(Locale.ROOT);
            LOWER_CASE[op.ordinal()] = name;
        }
        return name;
    }

    private boolean hasMemory() {
        return decoding.hasModRm && decoding.mod != 3;
    }

    void appendTo(StringBuilder text) {
        switch (op) {
            case JCC -> {
                text.append('j').append(condition());
                appendHint(text);
            }
            case NOP -> {
                if (isExchange(decoding, row)) {
                    text.append("xchg");
                } else {
                    appendPlain(text);
                }
            }
            case SETCC -> text.append("set").append(condition());
            case CMOVCC -> text.append("cmov").append(condition());
            case CMPCCXADD ->
                text.append("cmp")
                        .append(EXCHANGE_CONDITIONS[decoding.opcode & 15])
                        .append("xadd");
            case CMPPS, CMPPD, CMPSS, CMPSD -> appendCompare(text);
            case VPCOMB, VPCOMW, VPCOMD, VPCOMQ, VPCOMUB, VPCOMUW, VPCOMUD, VPCOMUQ -> appendXopCompare(text);
            case PCLMULQDQ -> appendCarryless(text);
            case JCXZ -> {
                text.append(decoding.addressWidth == 64 ? "jrcxz" : decoding.addressWidth == 32 ? "jecxz" : "jcxz");
                appendHint(text);
            }
            case LOOP, LOOPE, LOOPNE -> {
                appendLoop(text);
                appendHint(text);
            }
            case XSTORE -> text.append("xstore-rng");
            case XCRYPTECB, XCRYPTCBC, XCRYPTCTR, XCRYPTCFB, XCRYPTOFB ->
                text.append("xcrypt-").append(lowerCase(op), 6, 9);
            case FNENI, FNDISI -> text.append(fpuName()).append("(8087 only)");
            case FNSETPM, FRSTPM -> text.append(fpuName()).append("(287 only)");
            case SYSRET, SYSEXIT -> {
                text.append(lowerCase(op));
                if (decoding.mode64) {
                    text.append(decoding.operandWidth == 64 ? 'q' : att ? 'l' : 'd');
                }
            }
            case FXSAVE, FXRSTOR, XSAVE, XRSTOR, XSAVEOPT, XSAVEC, XSAVES, XRSTORS -> {
                text.append(lowerCase(op));
                if (decoding.isWide()) {
                    text.append("64");
                }
            }
            case INCSSP, RDSSP, WRSS, WRUSS -> text.append(lowerCase(op)).append(decoding.isWide() ? 'q' : 'd');
            case PCMPESTRI, PCMPESTRM -> {
                appendBase(text);
                text.append(decoding.isWide() ? "q" : "");
            }
            default -> appendPlain(text);
        }
    }

    /// NOP is XCHG of the accumulator with itself, and written so when the operand size is not the mode's.
    static boolean isExchange(Decoding decoding, OpcodeRow row) {
        return row.op() == Op.NOP && row.opcode() == 0x90 && decoding.operandSizePrefix;
    }

    private void appendHint(StringBuilder text) {
        switch (PrefixUse.branchHint(decoding, row, att)) {
            case 0x2E -> text.append(",pn");
            case 0x3E -> text.append(",pt");
            default -> {}
        }
    }

    private String condition() {
        return CONDITIONS[decoding.opcode & 15];
    }

    private String fpuName() {
        String name = lowerCase(op);
        if (!decoding.waits) {
            return name;
        }
        return switch (op) {
            case FNENI, FNDISI, FNSETPM, FNCLEX, FNINIT, FNSTCW, FNSTENV, FNSAVE, FNSTSW -> "f" + name.substring(2);
            default -> name;
        };
    }

    private void appendCompare(StringBuilder text) {
        String name = lowerCase(op);
        String predicate = Predicates.compare((int) decoding.immediate, decoding.vex);
        if (decoding.vex) {
            text.append('v');
        }
        if (predicate == null) {
            text.append(name);
        } else {
            text.append("cmp").append(predicate).append(name, 3, 5);
        }
    }

    private void appendXopCompare(StringBuilder text) {
        String predicate = Predicates.xop((int) decoding.immediate);
        String name = lowerCase(op);
        if (predicate == null) {
            text.append(name);
        } else {
            text.append("vpcom").append(predicate).append(name, 5, name.length());
        }
    }

    private void appendCarryless(StringBuilder text) {
        String halves = Predicates.carryless((int) decoding.immediate);
        if (decoding.vex) {
            text.append('v');
        }
        text.append("pclmul").append(halves == null ? "qdq" : halves);
    }

    private void appendLoop(StringBuilder text) {
        text.append(lowerCase(op));
        if (att && decoding.addressSizePrefix) {
            text.append(decoding.mode32() ? 'w' : 'l');
        }
    }

    private void appendPlain(StringBuilder text) {
        if (decoding.row != null && Predicates.needsVexMark(op)) {
            text.append("{vex} ");
        }
        if (att) {
            appendAtt(text);
            return;
        }
        switch (op) {
            case CALLF -> text.append("call");
            case JMPF -> text.append("jmp");
            case RETF -> text.append("retf").append(defaultSuffix());
            case MOV -> text.append(usesWideImmediate() ? "movabs" : "mov");
            case PUSHF, POPF, PUSHA, POPA, IRET, RET, LEAVE, ENTER ->
                text.append(lowerCase(op)).append(defaultSuffix());
            case CALL, JMP -> {
                text.append(lowerCase(op));
                if (row.operand(0) == OperandCode.Jz) {
                    text.append(defaultSuffix());
                }
            }
            case SGDT, SIDT, LGDT, LIDT -> appendTableInstruction(text);
            case PUSH -> {
                text.append("push");
                if (row.operand(0).addressing() == Addressing.IMMEDIATE
                        || row.operand(0).addressing() == Addressing.FIXED_SEGMENT) {
                    text.append(defaultSuffix());
                }
            }
            case POP ->
                text.append("pop")
                        .append(row.operand(0).addressing() == Addressing.FIXED_SEGMENT ? defaultSuffix() : "");
            case FLDENV, FNSTENV, FRSTOR, FNSAVE -> {
                appendBase(text);
                text.append(environmentSuffix());
            }
            default -> appendBase(text);
        }
    }

    /// The name without suffix.
    private void appendBase(StringBuilder text) {
        String name = row.isVector() || op == Op.LDMXCSR || op == Op.STMXCSR ? lowerCase(op) : fpuName();
        if (decoding.vex && (row.isVector() || op == Op.LDMXCSR || op == Op.STMXCSR) && name.charAt(0) != 'v') {
            text.append('v');
        }
        text.append(name);
    }

    private void appendAtt(StringBuilder text) {
        switch (op) {
            case CBW -> text.append("cbtw");
            case CWDE -> text.append("cwtl");
            case CDQE -> text.append("cltq");
            case CWD -> text.append("cwtd");
            case CDQ -> text.append("cltd");
            case CQO -> text.append("cqto");
            case CALLF -> text.append("lcall").append(defaultSuffix());
            case JMPF -> text.append("ljmp").append(defaultSuffix());
            case RETF -> text.append("lret").append(defaultSuffix());
            case XBEGIN -> text.append("xbegin").append(decoding.mode64 && decoding.operandWidth == 16 ? "w" : "");
            case MOVZX -> appendExtension(text, "movz");
            case MOVSX -> appendExtension(text, "movs");
            case MOVSXD -> text.append(decoding.operandWidth == 64 ? "movslq" : "movsxd");
            case MOV -> {
                text.append(usesWideImmediate() ? "movabs" : "mov");
                if (!usesSegment()) {
                    text.append(suffix());
                }
            }
            case MOVS, CMPS -> text.append(lowerCase(op)).append(letter(decoding.instructionWidth()));
            case INS, OUTS -> text.append(lowerCase(op)).append(letter(decoding.instructionWidth()));
            case PUSH, POP -> {
                text.append(lowerCase(op));
                Addressing addressing = row.operand(0).addressing();
                if (addressing != Addressing.OPCODE_GENERAL && (addressing != Addressing.RM_GENERAL || hasMemory())) {
                    text.append(defaultSuffix());
                }
            }
            case CALL, JMP -> {
                text.append(lowerCase(op));
                if (row.operand(0) != OperandCode.Jb
                        && (row.operand(0).addressing() != Addressing.RM_GENERAL || hasMemory())) {
                    text.append(defaultSuffix());
                }
            }
            case RET, ENTER, LEAVE, PUSHF, POPF, PUSHA, POPA, IRET ->
                text.append(lowerCase(op)).append(defaultSuffix());
            case SGDT, SIDT, LGDT, LIDT -> appendTableInstruction(text);
            case CVTPD2PS, CVTPD2DQ, CVTTPD2DQ, VCVTNEPS2BF16 -> {
                appendBase(text);
                if (decoding.vex && hasMemory()) {
                    text.append(decoding.vexL ? 'y' : 'x');
                }
            }
            case FSUB -> text.append(reversesStack() ? "fsubr" : "fsub").append(fpuSuffix());
            case FSUBR -> text.append(reversesStack() ? "fsub" : "fsubr").append(fpuSuffix());
            case FSUBP -> text.append("fsubrp");
            case FSUBRP -> text.append("fsubp");
            case FDIV -> text.append(reversesStack() ? "fdivr" : "fdiv").append(fpuSuffix());
            case FDIVR -> text.append(reversesStack() ? "fdiv" : "fdivr").append(fpuSuffix());
            case FDIVP -> text.append("fdivrp");
            case FDIVRP -> text.append("fdivp");
            default -> {
                appendBase(text);
                text.append(row.opcode() >= 0xD8 && lowerCase(op).charAt(0) == 'f' ? fpuSuffix() : suffix());
            }
        }
    }

    private void appendTableInstruction(StringBuilder text) {
        text.append(lowerCase(op));
        if (!decoding.mode64) {
            text.append(decoding.operandWidth == 16 ? 'w' : att ? 'l' : 'd');
        }
    }

    /// AT&T assemblers have always exchanged these two when the destination is not the top of the stack.
    private boolean reversesStack() {
        return row.operand(0).addressing() == Addressing.STACK;
    }

    private void appendExtension(StringBuilder text, String start) {
        text.append(start)
                .append(row.operand(1).type() == OperandType.BYTE ? 'b' : 'w')
                .append(letter(decoding.operandWidth));
    }

    private boolean usesWideImmediate() {
        OperandCode last = row.operand(1);
        if (last == OperandCode.Iv) {
            return decoding.operandWidth == 64;
        }
        return decoding.addressWidth == 64
                && (last.addressing() == Addressing.OFFSET || row.operand(0).addressing() == Addressing.OFFSET);
    }

    private boolean usesSegment() {
        return row.operand(0) == OperandCode.Sw || row.operand(1) == OperandCode.Sw;
    }

    /// A letter where the operand size is not the one that the mode gives.
    private String defaultSuffix() {
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
    private String suffix() {
        if (!hasMemory() || !takesSuffix()) {
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

    private String fpuSuffix() {
        if (!hasMemory() || row.operandCount() == 0) {
            return "";
        }
        boolean integer = lowerCase(op).charAt(1) == 'i';
        return switch (op) {
            case FBLD, FBSTP, FLDCW, FNSTCW, FNSTSW -> "";
            case FLDENV, FNSTENV, FRSTOR, FNSAVE -> environmentSuffix();
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

    private String environmentSuffix() {
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

    private static char letter(int width) {
        return suffixOf(width).charAt(0);
    }
}
