package org.hermitscope.x86.interp;

import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.jspecify.annotations.Nullable;

/// CLC STC CMC CLD STD CLI STI, and what does nothing: NOP, PAUSE, ENDBR, and hints that only processors with
/// bound registers or shadow stacks take for more (SDM 2B NOP: 0F 18 to 0F 1F).
final class FlagOperations {
    private FlagOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case CLC, STC, CMC -> new Carry(instruction.op());
            case CLD -> new Direction(0);
            case STD -> new Direction(Rflags.DF);
            case CLI, STI -> new Interrupts(instruction.op() == Op.STI);
            // RDSSP keeps its register where there are no shadow stacks (SDM 2B): so unwinders ask whether there are.
            case NOP, PAUSE, ENDBR64, ENDBR32, RDSSP -> new Nothing();
            case BNDMK, BNDCL, BNDCU, BNDCN, BNDMOV, BNDLDX, BNDSTX -> new Nothing();
            default -> null;
        };
    }

    private static final class Nothing extends Operation {
        @Override
        public void execute(Cpu cpu) {}
    }

    private static final class Carry extends Operation {
        private final Op op;

        Carry(Op op) {
            this.op = op;
        }

        @Override
        public void execute(Cpu cpu) {
            int flags = cpu.statusFlags();
            cpu.setStatusFlags(
                    switch (op) {
                        case CLC -> flags & ~Rflags.CF;
                        case STC -> flags | Rflags.CF;
                        default -> flags ^ Rflags.CF;
                    });
        }
    }

    private static final class Direction extends Operation {
        private final int flag;

        Direction(int flag) {
            this.flag = flag;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.systemFlags = cpu.systemFlags & ~Rflags.DF | flag;
        }
    }

    private static final class Interrupts extends Operation {
        private final boolean enable;

        Interrupts(boolean enable) {
            this.enable = enable;
        }

        @Override
        public void execute(Cpu cpu) {
            if (cpu.state.cpl() > (cpu.systemFlags >>> 12 & 3)) {
                throw cpu.generalProtection();
            }
            boolean enabled = (cpu.systemFlags & Rflags.IF) != 0;
            if (enable) {
                cpu.systemFlags |= Rflags.IF;
                // Interrupts stay blocked until the instruction behind STI has run (SDM 2B STI).
                cpu.request |= enabled ? 0 : Request.SHADOW;
            } else {
                cpu.systemFlags &= ~(long) Rflags.IF;
            }
        }
    }
}
