package org.hermitscope.x86.vectors.make;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.vectors.RecordedState;

/// What an instruction leaves undefined (SDM 2 and APM 3, "flags affected" of each), and so is not compared.
final class NotCompared {
    static final int CF = 1;
    static final int PF = 4;
    static final int AF = 0x10;
    static final int ZF = 0x40;
    static final int SF = 0x80;
    static final int OF = 0x800;
    static final int STATUS = CF | PF | AF | ZF | SF | OF;
    static final int ALL = STATUS | 0x400;

    private NotCompared() {}

    /// RFLAGS bits that a completed instruction defines or keeps.
    static int flags(Instruction instruction, RecordedState before) {
        int width = instruction.operandWidth();
        return switch (instruction.op()) {
            case AND, OR, XOR, TEST -> ALL & ~AF;
            case SHL, SHR, SAR -> {
                int count = count(instruction, before);
                boolean keepsCarry = count < width || instruction.op() == Op.SAR;
                yield count == 0 ? ALL : ALL & ~AF & ~(count == 1 ? 0 : OF) & ~(keepsCarry ? 0 : CF);
            }
            case ROL, ROR, RCL, RCR -> {
                int count = count(instruction, before);
                yield count <= 1 ? ALL : ALL & ~OF;
            }
            case SHLD, SHRD -> {
                int count = count(instruction, before);
                yield count == 0 ? ALL : ALL & ~AF & ~(count == 1 ? 0 : OF);
            }
            case MUL, IMUL -> ALL & ~(SF | ZF | AF | PF);
            case DIV, IDIV -> ALL & ~STATUS;
            case BT, BTS, BTR, BTC -> ALL & ~(OF | SF | AF | PF);
            case BSF, BSR -> ALL & ~STATUS | ZF;
            case TZCNT, LZCNT -> ALL & ~STATUS | ZF | CF;
            case ANDN, BLSI, BLSMSK, BLSR, BZHI -> ALL & ~(AF | PF);
            case BEXTR -> ALL & ~(AF | PF | SF);
            default -> ALL;
        };
    }

    /// Whether the result itself is undefined: SHLD and SHRD of 16 bits by more.
    static boolean isUndefined(Instruction instruction, RecordedState before) {
        return switch (instruction.op()) {
            case SHLD, SHRD -> count(instruction, before) > instruction.operandWidth();
            default -> false;
        };
    }

    private static int count(Instruction instruction, RecordedState before) {
        Operand last = instruction.operand(instruction.operands().size() - 1);
        long count = last instanceof Operand.Immediate immediate ? immediate.value() : before.cpu.gpr[1];
        return (int) count & (instruction.operandWidth() == 64 ? 63 : 31);
    }

    /// Marks stored bytes that the manuals call reserved, or that hold the x87 pointers, whose values are makers'
    /// own (APM 2 11.4.4: only with an unmasked exception pending).
    static void memory(Instruction instruction, long address, boolean[] ignored) {
        int size = instruction.operandWidth();
        switch (instruction.op()) {
            case FNSTENV, FNSAVE -> {
                if (size == 16) {
                    mark(ignored, address + 6, 8);
                } else {
                    mark(ignored, address + 2, 2);
                    mark(ignored, address + 6, 2);
                    mark(ignored, address + 10, 18);
                }
            }
            case FXSAVE -> {
                mark(ignored, address + 5, 19);
                mark(ignored, address + 28, 4);
                for (int i = 0; i < 8; i++) {
                    mark(ignored, address + 32 + 16L * i + 10, 6);
                }
                mark(ignored, address + 416, 96);
            }
            default -> {}
        }
    }

    private static void mark(boolean[] ignored, long address, int length) {
        for (int i = 0; i < length; i++) {
            long at = address + i - RecordedState.SCRATCH;
            if (at >= 0 && at < ignored.length) {
                ignored[(int) at] = true;
            }
        }
    }
}
