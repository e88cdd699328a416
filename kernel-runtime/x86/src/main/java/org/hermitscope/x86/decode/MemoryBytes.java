package org.hermitscope.x86.decode;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Operand.Memory;

/// Reads what follows ModRM when it selects memory (SDM 2A tables 2-1 to 2-3).
final class MemoryBytes {
    private MemoryBytes() {}

    /// Reads SIB and displacement of a memory operand.
    static void read(Decoding d) {
        if (!d.hasModRm || d.mod == 3) {
            return;
        }
        if (d.addressWidth == 16) {
            read16(d);
            return;
        }
        int low = d.modRm & 7;
        d.base = d.rm;
        if (low == 4) {
            d.sib = d.next();
            d.hasSib = true;
            d.scale = 1 << (d.sib >> 6);
            int number = d.sib >> 3 & 7 | (d.rex & Decoding.REX_X) << 2;
            d.index = number == 4 ? Memory.NONE : number;
            low = d.sib & 7;
            d.base = low | (d.rex & Decoding.REX_B) << 3;
            if (low == 5 && d.mod == 0) {
                d.base = Memory.NONE;
            }
        } else if (low == 5 && d.mod == 0) {
            d.base = d.mode64 ? Memory.RIP : Memory.NONE;
        }
        if (d.mod == 1) {
            displacement(d, 1);
        } else if (d.mod == 2 || low == 5 && d.mod == 0) {
            displacement(d, 4);
        }
    }

    private static void read16(Decoding d) {
        int low = d.modRm & 7;
        d.base = switch (low) {
            case 0, 1, 7 -> CpuState.RBX;
            case 2, 3 -> CpuState.RBP;
            case 4 -> CpuState.RSI;
            case 5 -> CpuState.RDI;
            default -> d.mod == 0 ? Memory.NONE : CpuState.RBP;
        };
        if (low < 4) {
            d.index = (low & 1) == 0 ? CpuState.RSI : CpuState.RDI;
        }
        if (d.mod == 1) {
            displacement(d, 1);
        } else if (d.mod == 2 || low == 6 && d.mod == 0) {
            displacement(d, 2);
        }
    }

    private static void displacement(Decoding d, int bytes) {
        d.displacementBytes = bytes;
        d.displacement = d.readSigned(bytes);
    }
}
