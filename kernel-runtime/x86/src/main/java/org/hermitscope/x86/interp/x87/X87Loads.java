package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Float80Convert;
import org.hermitscope.x86.semantics.X87Word;

/// What pushes a value: FLD, FILD, FBLD and the constants.
final class X87Loads {
    private X87Loads() {}

    static Operation floating(Instruction instruction) {
        return instruction.operand(0) instanceof Operand.Register
                ? new FromRegister(instruction)
                : new FromMemory(instruction, X87Operand.floating(instruction));
    }

    static Operation integer(Instruction instruction) {
        return new FromMemory(instruction, X87Operand.integer(instruction));
    }

    static Operation decimal(Instruction instruction) {
        return new FromMemory(instruction, X87Operand.decimal(instruction));
    }

    static Operation constant(Instruction instruction, X87Constant constant) {
        return new Constant(instruction, constant);
    }

    private static final class FromMemory extends X87Operation {
        private final X87Operand operand;
        private final boolean converts;

        FromMemory(Instruction instruction, X87Operand operand) {
            super(instruction);
            this.operand = operand;
            this.converts = operand.format == X87Operand.FLOAT32 || operand.format == X87Operand.FLOAT64;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            operand.load(cpu, result);
            if (converts) {
                Float80Convert.quiet(result);
            }
            push(cpu, result.signExponent, result.significand, result.flags);
        }
    }

    private static final class FromRegister extends X87Operation {
        private final int from;

        FromRegister(Instruction instruction) {
            super(instruction);
            this.from = X87Operations.stackIndex(instruction, 0, 0);
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int source = register(fpu, from);
            if (isEmpty(fpu, from)) {
                if (underflow(cpu)) {
                    fpu.top = fpu.top - 1 & 7;
                    writeIndefinite(fpu, 0);
                }
                return;
            }
            push(cpu, fpu.signExponent[source], fpu.significand[source], 0);
        }
    }

    private static final class Constant extends X87Operation {
        private final X87Constant constant;

        Constant(Instruction instruction, X87Constant constant) {
            super(instruction);
            this.constant = constant;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            push(cpu, constant.signExponent(), constant.significand(X87Word.roundingOf(fpu.control)), 0);
        }
    }
}
