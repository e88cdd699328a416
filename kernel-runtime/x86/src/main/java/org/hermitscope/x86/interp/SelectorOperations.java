package org.hermitscope.x86.interp;

import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.SelectorRights;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.jspecify.annotations.Nullable;

/// LAR, LSL, VERR and VERW: they ask what a selector allows, and never fault for its sake (SDM 3A 5.10).
final class SelectorOperations {
    private SelectorOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case LAR, LSL, VERR, VERW -> new Question(instruction);
            default -> null;
        };
    }

    private static final class Question extends Operation {
        private final Op op;
        private final Place from;
        private final @Nullable Place to;

        Question(Instruction instruction) {
            op = instruction.op();
            boolean answers = op == Op.LAR || op == Op.LSL;
            to = answers ? Place.of(instruction.operand(0)) : null;
            from = Place.of(instruction.operand(answers ? 1 : 0));
        }

        @Override
        public void execute(Cpu cpu) {
            int selector = (int) from.read(cpu) & 0xffff;
            long answer = switch (op) {
                case LAR -> SelectorRights.accessRights(cpu, selector);
                case LSL -> SelectorRights.limit(cpu, selector);
                case VERR -> SelectorRights.isReadable(cpu, selector) ? 0 : SelectorRights.NONE;
                default -> SelectorRights.isWritable(cpu, selector) ? 0 : SelectorRights.NONE;
            };
            int flags = cpu.statusFlags() & ~Rflags.ZF;
            if (answer != SelectorRights.NONE) {
                if (to != null) {
                    to.write(cpu, 0, answer);
                }
                flags |= Rflags.ZF;
            }
            cpu.setStatusFlags(flags);
        }
    }
}
