package org.hermitscope.x86.decode;

import java.util.Locale;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.OperandCode;

/// Spells mnemonics as GNU binutils does, which is the manual's spelling but for suffixes, AT&T's own names and
/// comparisons with their predicate in the name.
final class Mnemonic {
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
    private final Suffix suffix;

    Mnemonic(Decoding decoding, OpcodeRow row, boolean att) {
        this.decoding = decoding;
        this.row = row;
        this.op = row.op();
        this.att = att;
        this.suffix = new Suffix(decoding, row, att);
    }

    static String lowerCase(Op op) {
        return op.name().toLowerCase(Locale.ROOT);
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
            new AttMnemonic(decoding, row, this, suffix).appendTo(text);
            return;
        }
        switch (op) {
            case CALLF -> text.append("call");
            case JMPF -> text.append("jmp");
            case RETF -> text.append("retf").append(suffix.ofDefault());
            case MOV -> text.append(usesWideImmediate() ? "movabs" : "mov");
            case PUSHF, POPF, PUSHA, POPA, IRET, RET, LEAVE, ENTER ->
                text.append(lowerCase(op)).append(suffix.ofDefault());
            case CALL, JMP -> {
                text.append(lowerCase(op));
                if (row.operand(0) == OperandCode.Jz) {
                    text.append(suffix.ofDefault());
                }
            }
            case SGDT, SIDT, LGDT, LIDT -> appendTableInstruction(text);
            case PUSH -> {
                text.append("push");
                if (row.operand(0).addressing() == Addressing.IMMEDIATE
                        || row.operand(0).addressing() == Addressing.FIXED_SEGMENT) {
                    text.append(suffix.ofDefault());
                }
            }
            case POP ->
                text.append("pop")
                        .append(row.operand(0).addressing() == Addressing.FIXED_SEGMENT ? suffix.ofDefault() : "");
            case FLDENV, FNSTENV, FRSTOR, FNSAVE -> {
                appendBase(text);
                text.append(suffix.ofEnvironment());
            }
            default -> appendBase(text);
        }
    }

    /// The name without suffix.
    void appendBase(StringBuilder text) {
        String name = row.isVector() || op == Op.LDMXCSR || op == Op.STMXCSR ? lowerCase(op) : fpuName();
        if (decoding.vex && (row.isVector() || op == Op.LDMXCSR || op == Op.STMXCSR) && name.charAt(0) != 'v') {
            text.append('v');
        }
        text.append(name);
    }

    void appendTableInstruction(StringBuilder text) {
        text.append(lowerCase(op));
        if (!decoding.mode64) {
            text.append(decoding.operandWidth == 16 ? 'w' : att ? 'l' : 'd');
        }
    }

    boolean usesWideImmediate() {
        OperandCode last = row.operand(1);
        if (last == OperandCode.Iv) {
            return decoding.operandWidth == 64;
        }
        return decoding.addressWidth == 64
                && (last.addressing() == Addressing.OFFSET || row.operand(0).addressing() == Addressing.OFFSET);
    }
}
