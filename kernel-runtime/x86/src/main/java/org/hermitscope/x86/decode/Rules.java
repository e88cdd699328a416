package org.hermitscope.x86.decode;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeRow;

/// What is #UD although a row fits it.
final class Rules {
    private Rules() {}

    /// Whether LOCK is allowed: certain mnemonics with their destination in memory (SDM 2A, LOCK).
    static boolean mayLock(Decoding decoding, OpcodeRow row) {
        Op op = row.op();
        if (!op.lockable() || !decoding.hasModRm || decoding.mod == 3) {
            return false;
        }
        Addressing destination = row.operand(0).addressing();
        return destination == Addressing.RM_GENERAL || destination == Addressing.MEMORY;
    }

    static boolean breaks(Decoding decoding, OpcodeRow row) {
        if (row.operandCount() < 2) {
            return false;
        }
        if (usesMasks(row) && !masksAreValid(decoding, row)) {
            return true;
        }
        return switch (row.operand(1).addressing()) {
            case SEGMENT -> (decoding.reg & 7) > CpuState.GS;
            case MEMORY_VECTOR, MEMORY_VECTOR_128 -> !gatherRegistersDiffer(decoding);
            case MEMORY_SIB -> (decoding.modRm & 7) != 4;
            case RM_TILE_REGISTER -> !tilesDiffer(decoding);
            default ->
                switch (row.operand(0).addressing()) {
                    case SEGMENT -> (decoding.reg & 7) > CpuState.GS || (decoding.reg & 7) == CpuState.CS;
                    case MEMORY_SIB -> (decoding.modRm & 7) != 4;
                    default -> false;
                };
        };
    }

    /// There are eight mask registers and tiles; the fourth bit of their number has to be clear (SDM 2A 2.8).
    private static boolean usesMasks(OpcodeRow row) {
        return switch (row.operand(1).addressing()) {
            case REG_MASK, VVVV_MASK, RM_MASK, RM_MASK_REGISTER, REG_TILE, RM_TILE_REGISTER, MEMORY_SIB -> true;
            default -> row.operand(0).addressing() == Addressing.REG_MASK;
        };
    }

    private static boolean masksAreValid(Decoding decoding, OpcodeRow row) {
        boolean general = row.operand(0).addressing() == Addressing.REG_GENERAL;
        boolean fromGeneral = row.operand(1).addressing() == Addressing.RM_GENERAL_REGISTER;
        return (decoding.reg < 8 || general)
                && decoding.vvvv < 8
                && (decoding.mod != 3 || decoding.rm < 8 || fromGeneral);
    }

    /// The same where the SIB byte has to be known.
    static boolean breaksWithSib(Decoding decoding, OpcodeRow row) {
        if (row.operandCount() < 2) {
            return false;
        }
        return switch (row.operand(1).addressing()) {
            case MEMORY_VECTOR, MEMORY_VECTOR_128 -> {
                int index = decoding.sib >> 3 & 7 | (decoding.rex & Decoding.REX_X) << 2;
                yield index == decoding.reg || index == decoding.vvvv;
            }
            default -> false;
        };
    }

    /// Destination, index and mask of a gather are three registers (SDM 2C, VPGATHERDD), and there is a SIB byte.
    private static boolean gatherRegistersDiffer(Decoding decoding) {
        return (decoding.modRm & 7) == 4 && decoding.addressWidth != 16 && decoding.reg != decoding.vvvv;
    }

    private static boolean tilesDiffer(Decoding decoding) {
        return decoding.reg != decoding.rm && decoding.reg != decoding.vvvv && decoding.rm != decoding.vvvv;
    }
}
