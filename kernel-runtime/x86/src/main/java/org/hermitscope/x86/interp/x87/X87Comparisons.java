package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Float80Compare;
import org.hermitscope.x86.semantics.X87Word;
import org.jspecify.annotations.Nullable;

/// FCOM, FUCOM, FICOM, FTST, FCOMI and their popping forms, FXAM.
final class X87Comparisons {
    private static final int CODES = X87Word.C3 | X87Word.C2 | X87Word.C0;

    private X87Comparisons() {}

    static Operation ordered(Instruction instruction, int pops) {
        boolean memory = !instruction.operands().isEmpty() && instruction.operand(0) instanceof Operand.Memory;
        return new Compare(instruction, memory ? X87Operand.floating(instruction) : null, pops, false);
    }

    static Operation quiet(Instruction instruction, int pops) {
        return new Compare(instruction, null, pops, true);
    }

    static Operation integer(Instruction instruction, int pops) {
        return new Compare(instruction, X87Operand.integer(instruction), pops, false);
    }

    static Operation intoFlags(Instruction instruction, boolean pops, boolean quiet) {
        return new IntoFlags(instruction, pops, quiet);
    }

    static Operation withZero(Instruction instruction) {
        return new WithZero(instruction);
    }

    static Operation examine(Instruction instruction) {
        return new Examine(instruction);
    }

    /// The register compared with: the last operand named, ST(1) without any.
    private static int other(Instruction instruction) {
        int count = instruction.operands().size();
        return X87Operations.stackIndex(instruction, count - 1, 1);
    }

    private abstract static class Comparison extends X87Operation {
        Comparison(Instruction instruction) {
            super(instruction);
        }

        /// Raises what a comparison found. Condition codes are set also when an exception is unmasked.
        ///
        /// @return whether the stack is popped: no exception is unmasked
        final boolean conclude(Cpu cpu, int found) {
            FpuState fpu = cpu.fpu;
            fpu.status &= ~CODES;
            raise(cpu, found);
            return (found & ~fpu.control & X87Word.BEFORE) == 0;
        }
    }

    private static final class Compare extends Comparison {
        private final @Nullable X87Operand operand;
        private final int other;
        private final int pops;
        private final boolean quiet;

        Compare(Instruction instruction, @Nullable X87Operand operand, int pops, boolean quiet) {
            super(instruction);
            this.operand = operand;
            this.other = operand == null ? other(instruction) : 0;
            this.pops = pops;
            this.quiet = quiet;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int found;
            if (operand != null) {
                operand.load(cpu, result);
                found = isEmpty(fpu, 0)
                        ? Float80Compare.UNORDERED | STACK_UNDERFLOW
                        : compareLoaded(fpu.significand[fpu.top], fpu.signExponent[fpu.top]);
            } else if (isEmpty(fpu, 0) || isEmpty(fpu, other)) {
                found = Float80Compare.UNORDERED | STACK_UNDERFLOW;
            } else {
                int b = register(fpu, other);
                found = Float80Compare.compare(
                        fpu.significand[fpu.top],
                        fpu.signExponent[fpu.top],
                        fpu.significand[b],
                        fpu.signExponent[b],
                        quiet);
            }
            if (conclude(cpu, found)) {
                for (int i = 0; i < pops; i++) {
                    pop(fpu);
                }
            }
        }

        private int compareLoaded(long a, int ae) {
            int found = Float80Compare.compare(a, ae, result.significand, result.signExponent, quiet);
            // Loading made a denormal normal; DE counts unless the comparison is invalid.
            return (found & X87Word.IE) == 0 ? found | result.flags : found;
        }
    }

    private static final class IntoFlags extends Comparison {
        private final int other;
        private final boolean pops;
        private final boolean quiet;

        IntoFlags(Instruction instruction, boolean pops, boolean quiet) {
            super(instruction);
            this.other = other(instruction);
            this.pops = pops;
            this.quiet = quiet;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int found = STACK_UNDERFLOW | Float80Compare.UNORDERED;
            if (!isEmpty(fpu, 0) && !isEmpty(fpu, other)) {
                int b = register(fpu, other);
                found = Float80Compare.compare(
                        fpu.significand[fpu.top],
                        fpu.signExponent[fpu.top],
                        fpu.significand[b],
                        fpu.signExponent[b],
                        quiet);
            }
            raiseOnly(cpu, found & ~CODES);
            cpu.setStatusFlags(((found & X87Word.C0) != 0 ? Rflags.CF : 0)
                    | ((found & X87Word.C2) != 0 ? Rflags.PF : 0)
                    | ((found & X87Word.C3) != 0 ? Rflags.ZF : 0));
            if (pops && (found & ~fpu.control & X87Word.BEFORE) == 0) {
                pop(fpu);
            }
        }
    }

    private static final class WithZero extends Comparison {
        WithZero(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            conclude(
                    cpu,
                    isEmpty(fpu, 0)
                            ? Float80Compare.UNORDERED | STACK_UNDERFLOW
                            : Float80Compare.compare(fpu.significand[fpu.top], fpu.signExponent[fpu.top], 0, 0, false));
        }
    }

    private static final class Examine extends X87Operation {
        Examine(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = begin(cpu);
            int signExponent = fpu.signExponent[fpu.top];
            int codes = isEmpty(fpu, 0)
                    ? Float80Compare.examineEmpty(signExponent)
                    : Float80Compare.examine(fpu.significand[fpu.top], signExponent);
            fpu.status &= ~CODES;
            raise(cpu, codes);
        }
    }
}
