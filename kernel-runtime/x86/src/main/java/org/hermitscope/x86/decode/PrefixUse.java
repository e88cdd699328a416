package org.hermitscope.x86.decode;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Operand.Memory;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;
import org.hermitscope.x86.isa.Selector;
import org.hermitscope.x86.isa.TwoByteMap;

/// Finds which prefixes had an effect that the rest of the text shows. The others are written out in front of the
/// mnemonic.
final class PrefixUse {
    private static final int REPNE = 0xF2;
    private static final int REPE = 0xF3;

    private final Decoding decoding;
    private final OpcodeRow row;
    private final boolean att;
    private final int[] prefixes;
    private final int count;

    PrefixUse(Decoding decoding, OpcodeRow row, boolean att) {
        this.decoding = decoding;
        this.att = att;
        this.row = row;
        int[] bytes = new int[Decoding.MAX_LENGTH];
        int n = 0;
        while (n < bytes.length && PrefixNames.isPrefix(decoding, n)) {
            bytes[n] = decoding.byteAt(n);
            n++;
        }
        this.prefixes = bytes;
        this.count = n;
    }

    /// Writes the names of the prefixes without effect, each with a space behind it.
    void appendTo(StringBuilder text) {
        if (count == 0) {
            return;
        }
        dropSegment();
        if (usesAddressSize()) {
            drop(0x67);
        }
        if (usesOperandSize()) {
            drop(0x66);
        }
        if (!decoding.vex && row.hasMandatoryPrefix() && decoding.repeatPrefix != 0) {
            drop(decoding.repeatPrefix);
        }
        if (!decoding.vex && decoding.rex != 0 && (decoding.rex & 15 & ~usedRex()) == 0 && (usedRex() & 16) != 0) {
            prefixes[count - 1] = 0;
        }
        for (int i = 0; i < count; i++) {
            if (prefixes[i] != 0 && prefixes[i] != PrefixNames.FWAIT) {
                text.append(name(i)).append(' ');
            }
        }
    }

    private void drop(int prefix) {
        for (int i = count - 1; i >= 0; i--) {
            if (prefixes[i] == prefix) {
                prefixes[i] = 0;
                return;
            }
        }
    }

    private boolean isLast(int at) {
        for (int i = at + 1; i < count; i++) {
            if (prefixes[i] == prefixes[at]) {
                return false;
            }
        }
        return true;
    }

    private void dropSegment() {
        boolean hinted = branchHint(decoding, row, att) != 0;
        boolean shown = decoding.mode64 || !isNoTrack(decoding, row);
        if (hinted || shown && usesSegment() && (decoding.segment != Decoding.NO_SEGMENT || alwaysShowsSegment())) {
            for (int i = count - 1; i >= 0; i--) {
                if (isSegment(prefixes[i])) {
                    prefixes[i] = 0;
                    return;
                }
            }
        }
    }

    private static boolean isSegment(int prefix) {
        return switch (prefix) {
            case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65 -> true;
            default -> false;
        };
    }

    /// 2E or 3E in front of a conditional branch, as long as there are not both; otherwise 0.
    static int branchHint(Decoding decoding, OpcodeRow row, boolean att) {
        if (!att) {
            return 0;
        }
        switch (row.op()) {
            case JCC, JCXZ, LOOP, LOOPE, LOOPNE -> {}
            default -> {
                return 0;
            }
        }
        int hint = 0;
        for (int i = 0; PrefixNames.isPrefix(decoding, i); i++) {
            int b = decoding.byteAt(i);
            if (b == 0x2E || b == 0x3E) {
                if (hint != 0 && hint != b) {
                    return 0;
                }
                hint = b;
            }
        }
        return hint;
    }

    private boolean usesSegment() {
        if (decoding.hasMemory()) {
            return true;
        }
        for (int i = 0; i < row.operandCount(); i++) {
            switch (row.operand(i).addressing()) {
                case OFFSET, SOURCE_STRING, TABLE -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /// String instructions name their segment with or without a prefix.
    private boolean alwaysShowsSegment() {
        for (int i = 0; i < row.operandCount(); i++) {
            Addressing addressing = row.operand(i).addressing();
            if (addressing == Addressing.SOURCE_STRING || addressing == Addressing.TABLE) {
                return true;
            }
        }
        return false;
    }

    private boolean usesAddressSize() {
        if (decoding.hasMemory()) {
            // A bare 32-bit address in 16-bit code shows nothing of its width.
            return decoding.mode != Mode.BITS_16
                    || decoding.addressWidth == 16
                    || decoding.index != Memory.NONE
                    || decoding.base != Memory.NONE;
        }
        switch (row.op()) {
            case JCXZ -> {
                return true;
            }
            case LOOP, LOOPE, LOOPNE, MONITOR, MONITORX -> {
                return att;
            }
            default -> {}
        }
        for (int i = 0; i < row.operandCount(); i++) {
            switch (row.operand(i).addressing()) {
                case SOURCE_STRING, DESTINATION_STRING, TABLE -> {
                    return true;
                }
                default -> {}
            }
            if (row.operand(i).type() == OperandType.ADDRESS) {
                return true;
            }
        }
        return false;
    }

    private boolean usesOperandSize() {
        if (decoding.vex) {
            return false;
        }
        if ((row.mask() & Selector.PREFIX) == Selector.PREFIX
                && (row.value() & Selector.PREFIX) == Selector.PREFIX_66) {
            return true;
        }
        if (row.opcode() == 0x90 && (row.op() == Op.NOP || row.op() == Op.XCHG)) {
            return true;
        }
        if (row.op() == Op.BSF || row.op() == Op.BSR || row.op() == Op.MOVBE) {
            return true;
        }
        if (row.operandCount() > 0 && (row.operand(0) == OperandCode.Menv || row.operand(0) == OperandCode.Mstate)) {
            return true;
        }
        if (row.operandCount() > 0 && row.operand(0) == OperandCode.Jb) {
            return false;
        }
        if (decoding.mode64 && (decoding.rex & Decoding.REX_W) != 0 || row.forces64() && decoding.mode64) {
            return false;
        }
        return dependsOnOperandSize();
    }

    private static boolean isRm(OperandCode code) {
        return code.addressing() == Addressing.RM_GENERAL || code.addressing() == Addressing.MEMORY;
    }

    /// The source of a move to a segment register is written with its whole width.
    private boolean readsWholeSource() {
        return row.operandCount() > 0 && row.operand(0) == OperandCode.Sw && !decoding.hasMemory();
    }

    private boolean dependsOnOperandSize() {
        if (readsWholeSource()) {
            return true;
        }
        if ((row.mask() & Selector.OPERAND_SIZE) != 0 || row.defaults64() || Mnemonic.isExchange(decoding, row)) {
            return true;
        }
        switch (row.op()) {
            case PUSHA, POPA, IRET, RETF, SGDT, SIDT, LGDT, LIDT, RET -> {
                return true;
            }
            default -> {}
        }
        for (int i = 0; i < row.operandCount(); i++) {
            OperandCode code = row.operand(i);
            boolean inMemory = decoding.hasMemory() && isRm(code);
            if (isSized(inMemory ? code.memoryType() : code.type())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSized(OperandType type) {
        return switch (type) {
            case VARIABLE, IMMEDIATE_VARIABLE, BYTE_SIGNED, FAR, PAIR, ENVIRONMENT, X87_STATE -> true;
            default -> false;
        };
    }

    /// The REX bits with effect; 16 says that the prefix as such has one.
    private int usedRex() {
        int used = 0;
        if ((row.mask() & Selector.W) != 0 || dependsOnW()) {
            used |= Decoding.REX_W;
        }
        for (int i = 0; i < row.operandCount(); i++) {
            used |= usedRex(row.operand(i));
        }
        if (decoding.hasMemory() || decoding.map == TwoByteMap.MAP && (row.opcode() & 0xFE) == 0xA6) {
            used |= Decoding.REX_B;
            if (decoding.hasSib) {
                used |= Decoding.REX_X;
            }
        }
        return (decoding.rex & used & 15) != 0 ? used | 16 : used;
    }

    private boolean dependsOnW() {
        if (row.forces64() || row.defaults64()) {
            return false;
        }
        if (readsWholeSource() || (row.mask() & Selector.OPERAND_SIZE) != 0 || Mnemonic.isExchange(decoding, row)) {
            return true;
        }
        switch (row.op()) {
            case CALLF, JMPF -> {
                return att;
            }
            case PCMPESTRI,
                    PCMPESTRM,
                    IRET,
                    RETF,
                    SYSRET,
                    SYSEXIT,
                    FXSAVE,
                    FXRSTOR,
                    XSAVE,
                    XRSTOR,
                    XSAVEOPT,
                    XSAVEC,
                    XSAVES,
                    XRSTORS -> {
                return true;
            }
            default -> {}
        }
        for (int i = 0; i < row.operandCount(); i++) {
            OperandCode code = row.operand(i);
            switch (decoding.hasMemory() && isRm(code) ? code.memoryType() : code.type()) {
                case VARIABLE, WIDE, BYTE_SIGNED -> {
                    return true;
                }
                case IMMEDIATE_VARIABLE -> {
                    return code.addressing() == Addressing.IMMEDIATE;
                }
                default -> {}
            }
        }
        return false;
    }

    private int usedRex(OperandCode code) {
        // The prefix alone makes SPL to DIL of AH to BH.
        boolean isByte = code.type() == OperandType.BYTE;
        return switch (code.addressing()) {
            case REG_GENERAL -> Decoding.REX_R | (isByte ? decoding.reg << 2 & 16 : 0);
            case RM_GENERAL, RM_GENERAL_REGISTER ->
                Decoding.REX_B | (isByte && decoding.mod == 3 ? decoding.rm << 2 & 16 : 0);
            case OPCODE_GENERAL -> Decoding.REX_B | (isByte ? decoding.opcode << 2 & 16 : 0);
            case CONTROL, DEBUG, REG_VECTOR -> Decoding.REX_R;
            case RM_VECTOR, RM_VECTOR_REGISTER -> Decoding.REX_B;
            default -> 0;
        };
    }

    private String name(int at) {
        int b = prefixes[at];
        return switch (b) {
            case 0x3E -> isLast(at) && isNoTrack(decoding, row) ? "notrack" : "ds";
            case REPNE -> isLast(at) ? repne() : "repnz";
            case REPE -> isLast(at) ? repe() : "repz";
            default -> PrefixNames.of(b, decoding.mode);
        };
    }

    /// Whether 3E in front of an indirect branch means that its target is not tracked (SDM 1 17.3.1).
    static boolean isNoTrack(Decoding decoding, OpcodeRow row) {
        if (row.op() != Op.CALL && row.op() != Op.JMP || row.operand(0).addressing() != Addressing.RM_GENERAL) {
            return false;
        }
        return decoding.mode64
                ? !decoding.operandSizePrefix && decoding.segment == Decoding.NO_SEGMENT
                : decoding.segment == CpuState.DS;
    }

    private String repne() {
        return switch (row.op()) {
            case CALL, JMP, RET, JCC -> "bnd";
            case MOV -> "repnz";
            default -> elides() && decoding.lock || row.op() == Op.XCHG && decoding.hasMemory() ? "xacquire" : "repnz";
        };
    }

    private String repe() {
        return switch (row.op()) {
            case MOVS, STOS, LODS, INS, OUTS -> "rep";
            case MOV -> elides() && decoding.repeatPrefix == REPE ? "xrelease" : "repz";
            default -> elides() && decoding.lock || row.op() == Op.XCHG && decoding.hasMemory() ? "xrelease" : "repz";
        };
    }

    /// Whether the instruction can begin or end a hardware-elided section (SDM 2B, XACQUIRE).
    private boolean elides() {
        if (!decoding.hasMemory() || row.operandCount() == 0) {
            return false;
        }
        Addressing to = row.operand(0).addressing();
        return (row.op().lockable() || row.op() == Op.MOV)
                && (to == Addressing.RM_GENERAL || to == Addressing.MEMORY)
                && (row.operandCount() < 2 || row.operand(1).addressing() != Addressing.SEGMENT);
    }
}
