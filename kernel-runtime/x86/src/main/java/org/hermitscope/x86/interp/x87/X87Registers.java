package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.Float80;

/// What moves and marks registers without computing: FXCH, FCMOVcc, FCHS, FABS, FFREE, FINCSTP, FDECSTP, FNOP.
final class X87Registers {
    private X87Registers() {}

    static Operation exchange(Instruction instruction) {
        return new Exchange(instruction);
    }

    /// @param condition as in Jcc
    static Operation conditionalMove(Instruction instruction, int condition) {
        return new ConditionalMove(instruction, condition);
    }

    /// FCHS flips the sign, FABS clears it; neither looks at the value.
    static Operation sign(Instruction instruction, boolean clears) {
        return new Sign(instruction, clears);
    }

    static Operation free(Instruction instruction, boolean pops) {
        return new Free(instruction, pops);
    }

    /// @param step 1 for FINCSTP, -1 for FDECSTP, 0 for FNOP
    static Operation rotate(Instruction instruction, int step) {
        return new Rotate(instruction, step);
    }

    private static final class Exchange extends X87Operation {
        private final int other;

        Exchange(Instruction instruction) {
            super(instruction);
            this.other =
                    X87Operations.stackIndex(instruction, instruction.operands().size() - 1, 1);
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            boolean emptyTop = isEmpty(fpu, 0);
            boolean emptyOther = isEmpty(fpu, other);
            if (emptyTop || emptyOther) {
                if (!underflow(cpu)) {
                    return;
                }
                if (emptyTop) {
                    writeIndefinite(fpu, 0);
                }
                if (emptyOther) {
                    writeIndefinite(fpu, other);
                }
            } else {
                raise(cpu, 0);
            }
            int a = register(fpu, 0);
            int b = register(fpu, other);
            long significand = fpu.significand[a];
            int signExponent = fpu.signExponent[a];
            fpu.significand[a] = fpu.significand[b];
            fpu.signExponent[a] = fpu.signExponent[b];
            fpu.significand[b] = significand;
            fpu.signExponent[b] = signExponent;
        }
    }

    private static final class ConditionalMove extends X87Operation {
        private final int from;
        private final int condition;

        ConditionalMove(Instruction instruction, int condition) {
            super(instruction);
            this.from =
                    X87Operations.stackIndex(instruction, instruction.operands().size() - 1, 1);
            this.condition = condition;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            if (isEmpty(fpu, 0) || isEmpty(fpu, from)) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            raiseOnly(cpu, 0);
            if (cpu.condition(condition)) {
                int source = register(fpu, from);
                write(fpu, 0, fpu.signExponent[source], fpu.significand[source]);
            }
        }
    }

    private static final class Sign extends X87Operation {
        private final boolean clears;

        Sign(Instruction instruction, boolean clears) {
            super(instruction);
            this.clears = clears;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            if (isEmpty(fpu, 0)) {
                if (underflow(cpu)) {
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            raise(cpu, 0);
            int signExponent = fpu.signExponent[fpu.top];
            fpu.signExponent[fpu.top] = clears ? signExponent & ~Float80.SIGN : signExponent ^ Float80.SIGN;
        }
    }

    private static final class Free extends X87Operation {
        private final int freed;
        private final boolean pops;

        Free(Instruction instruction, boolean pops) {
            super(instruction);
            this.freed = X87Operations.stackIndex(instruction, 0, 0);
            this.pops = pops;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            raise(cpu, 0);
            fpu.inUse &= ~(1 << register(fpu, freed));
            if (pops) {
                pop(fpu);
            }
        }
    }

    private static final class Rotate extends X87Operation {
        private final int step;

        Rotate(Instruction instruction, int step) {
            super(instruction);
            this.step = step;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            if (step == 0) {
                raiseOnly(cpu, 0);
            } else {
                raise(cpu, 0);
                fpu.top = fpu.top + step & 7;
            }
        }
    }
}
