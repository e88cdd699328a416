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

    /// Destination, index and mask of a gather are three registers (SDM 2C, VPGATHERDD), and there is a SIB byte.
    private static boolean gatherRegistersDiffer(Decoding decoding) {
        return (decoding.modRm & 7) == 4 && decoding.addressWidth != 16 && decoding.reg != decoding.vvvv;
    }

    private static boolean tilesDiffer(Decoding decoding) {
        return decoding.reg != decoding.rm && decoding.reg != decoding.vvvv && decoding.rm != decoding.vvvv;
    }
}
