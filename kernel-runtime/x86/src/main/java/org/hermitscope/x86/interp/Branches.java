package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// Near branches in 64-bit mode: JMP Jcc CALL RET LOOPcc JrCXZ. Each is the last of its block.
final class Branches {
    private Branches() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case JMP ->
                instruction.operand(0) instanceof Operand.Target target
                        ? new Jump(target.address())
                        : new JumpIndirect(Place.of(instruction.operand(0)));
            case JCC ->
                new JumpConditional(
                        instruction.condition(),
                        ((Operand.Target) instruction.operand(0)).address(),
                        instruction.next());
            case CALL ->
                instruction.operand(0) instanceof Operand.Target target
                        ? new Call(target.address(), instruction.next())
                        : new CallIndirect(Place.of(instruction.operand(0)), instruction.next());
            case RET ->
                new Return(
                        instruction.operands().isEmpty()
                                ? 0
                                : (int) ((Operand.Immediate) instruction.operand(0)).value() & 0xffff);
            case LOOP, LOOPE, LOOPNE, JCXZ -> new CountAndJump(instruction);
            default -> null;
        };
    }

    /// A target that is not canonical is refused by the branch itself.
    static void jump(Cpu cpu, long target) {
        if (target << 16 >> 16 != target) {
            throw cpu.generalProtection();
        }
        cpu.rip = target;
    }

    private static final class Jump extends Operation {
        private final long target;

        Jump(long target) {
            this.target = target;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.rip = target;
        }
    }

    private static final class JumpIndirect extends Operation {
        private final Place target;

        JumpIndirect(Place target) {
            this.target = target;
        }

        @Override
        public void execute(Cpu cpu) {
            jump(cpu, target.read(cpu));
        }
    }

    private static final class JumpConditional extends Operation {
        private final int condition;
        private final long target;
        private final long next;

        JumpConditional(int condition, long target, long next) {
            this.condition = condition;
            this.target = target;
            this.next = next;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.rip = cpu.condition(condition) ? target : next;
        }
    }

    private static final class Call extends Operation {
        private final long target;
        private final long next;

        Call(long target, long next) {
            this.target = target;
            this.next = next;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP] - 8;
            cpu.memory.store64(top, next);
            cpu.gpr[CpuState.RSP] = top;
            cpu.rip = target;
        }
    }

    private static final class CallIndirect extends Operation {
        private final Place target;
        private final long next;

        CallIndirect(Place target, long next) {
            this.target = target;
            this.next = next;
        }

        @Override
        public void execute(Cpu cpu) {
            long to = target.read(cpu);
            long top = cpu.gpr[CpuState.RSP] - 8;
            if (to << 16 >> 16 != to) {
                throw cpu.generalProtection();
            }
            cpu.memory.store64(top, next);
            cpu.gpr[CpuState.RSP] = top;
            cpu.rip = to;
        }
    }

    private static final class Return extends Operation {
        private final int release;

        Return(int release) {
            this.release = release;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP];
            jump(cpu, cpu.memory.load64(top));
            cpu.gpr[CpuState.RSP] = top + 8 + release;
        }
    }

    /// LOOP LOOPE LOOPNE JCXZ; the count register has the address width.
    private static final class CountAndJump extends Operation {
        private final org.hermitscope.x86.isa.Op op;
        private final Place count;
        private final int width;
        private final long target;
        private final long next;

        CountAndJump(Instruction instruction) {
            this.op = instruction.op();
            this.width = instruction.addressWidth();
            this.count = Place.register(CpuState.RCX, width);
            this.target = ((Operand.Target) instruction.operand(0)).address();
            this.next = instruction.next();
        }

        @Override
        public void execute(Cpu cpu) {
            long value = count.read(cpu);
            boolean taken = switch (op) {
                case LOOP, LOOPE, LOOPNE -> {
                    value = EffectiveAddress.wrap(value - 1, width);
                    count.write(cpu, 0, value);
                    boolean zero = cpu.condition(4);
                    yield value != 0
                            && switch (op) {
                                case LOOPE -> zero;
                                case LOOPNE -> !zero;
                                default -> true;
                            };
                }
                default -> value == 0;
            };
            cpu.rip = taken ? target : next;
        }
    }
}
