package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Float80Convert;
import org.hermitscope.x86.semantics.PackedDecimal;
import org.hermitscope.x86.semantics.X87Word;

/// What takes ST(0) away: FST, FIST, FISTTP, FBSTP, with and without popping it.
final class X87Stores {
    private static final int TOWARDS_ZERO = 3;

    private X87Stores() {}

    static Operation floating(Instruction instruction, boolean pops) {
        return instruction.operand(0) instanceof Operand.Register
                ? new ToRegister(instruction, pops)
                : new ToMemory(instruction, X87Operand.floating(instruction), pops, false);
    }

    static Operation integer(Instruction instruction, boolean pops) {
        return new ToMemory(instruction, X87Operand.integer(instruction), pops, false);
    }

    static Operation chopped(Instruction instruction) {
        return new ToMemory(instruction, X87Operand.integer(instruction), true, true);
    }

    static Operation decimal(Instruction instruction) {
        return new ToMemory(instruction, X87Operand.decimal(instruction), true, false);
    }

    private static final class ToMemory extends X87Operation {
        /// Exceptions that, unmasked, leave memory and the stack alone.
        private static final int STOPPING = X87Word.IE | X87Word.OE | X87Word.UE;

        private final X87Operand operand;
        private final boolean pops;
        private final boolean chops;

        ToMemory(Instruction instruction, X87Operand operand, boolean pops, boolean chops) {
            super(instruction);
            this.operand = operand;
            this.pops = pops;
            this.chops = chops;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            long at = operand.address(cpu);
            if (isEmpty(fpu, 0)) {
                operand.indefinite(result);
                result.flags = STACK_UNDERFLOW;
            } else {
                convert(fpu);
            }
            if ((result.flags & ~fpu.control & STOPPING) != 0) {
                cpu.memory.checkStore(at, operand.bytes());
                raise(cpu, result.flags);
                return;
            }
            operand.store(cpu, at, result);
            raise(cpu, result.flags);
            if (pops) {
                pop(fpu);
            }
        }

        private void convert(FpuState fpu) {
            long a = fpu.significand[fpu.top];
            int ae = fpu.signExponent[fpu.top];
            int mode = chops ? TOWARDS_ZERO : X87Word.roundingOf(fpu.control);
            switch (operand.format) {
                case X87Operand.FLOAT32 -> Float80Convert.toFloat32(a, ae, fpu.control, result);
                case X87Operand.FLOAT64 -> Float80Convert.toFloat64(a, ae, fpu.control, result);
                case X87Operand.FLOAT80 -> result.set(ae, a, 0);
                case X87Operand.DECIMAL -> PackedDecimal.store(a, ae, mode, result);
                default -> Float80Convert.toInteger(a, ae, operand.width(), mode, result);
            }
        }
    }

    private static final class ToRegister extends X87Operation {
        private final int to;
        private final boolean pops;

        ToRegister(Instruction instruction, boolean pops) {
            super(instruction);
            this.to = X87Operations.stackIndex(instruction, 0, 0);
            this.pops = pops;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            if (isEmpty(fpu, 0)) {
                if (!underflow(cpu)) {
                    return;
                }
                writeIndefinite(fpu, to);
            } else {
                raise(cpu, 0);
                write(fpu, to, fpu.signExponent[fpu.top], fpu.significand[fpu.top]);
            }
            if (pops) {
                pop(fpu);
            }
        }
    }
}
