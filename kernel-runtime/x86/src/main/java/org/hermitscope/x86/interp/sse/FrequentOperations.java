package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Float64;
import org.hermitscope.x86.semantics.PackedInteger;
import org.jspecify.annotations.Nullable;

/// Classes of their own for the legacy SSE instructions that compilers and C libraries use most; the shared
/// ones ask more questions on the way.
final class FrequentOperations {
    private FrequentOperations() {}

    static @Nullable SseOperation of(Instruction instruction) {
        if (instruction.vex()) {
            return null;
        }
        return switch (instruction.op()) {
            case PXOR, XORPS, XORPD -> SseOperation.isMemory(instruction.operand(1)) ? null : new Xor(instruction);
            case PCMPEQB ->
                SseOperation.isMemory(instruction.operand(1))
                        ? new EqualBytesMemory(instruction, (Operand.Memory) instruction.operand(1))
                        : new EqualBytes(instruction);
            case ADDSD, SUBSD, MULSD, DIVSD ->
                instruction.operand(1) instanceof Operand.Memory memory
                        ? memory(instruction, memory)
                        : register(instruction);
            default -> null;
        };
    }

    private static SseOperation register(Instruction instruction) {
        return switch (instruction.op()) {
            case ADDSD -> new Add(instruction, null);
            case SUBSD -> new Subtract(instruction, null);
            case MULSD -> new Multiply(instruction, null);
            default -> new Divide(instruction, null);
        };
    }

    private static SseOperation memory(Instruction instruction, Operand.Memory memory) {
        EffectiveAddress address = EffectiveAddress.of(memory);
        return switch (instruction.op()) {
            case ADDSD -> new Add(instruction, address);
            case SUBSD -> new Subtract(instruction, address);
            case MULSD -> new Multiply(instruction, address);
            default -> new Divide(instruction, address);
        };
    }

    private static final class Xor extends SseOperation {
        private final int to;
        private final int from;

        Xor(Instruction instruction) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = lane(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            long[] vector = cpu.vector;
            vector[to] ^= vector[from];
            vector[to + 1] ^= vector[from + 1];
        }
    }

    private static final class EqualBytes extends SseOperation {
        private final int to;
        private final int from;

        EqualBytes(Instruction instruction) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = lane(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            long[] vector = cpu.vector;
            vector[to] = PackedInteger.pcmpeqb(vector[to], vector[from]);
            vector[to + 1] = PackedInteger.pcmpeqb(vector[to + 1], vector[from + 1]);
        }
    }

    private static final class EqualBytesMemory extends SseOperation {
        private final int to;
        private final EffectiveAddress address;

        EqualBytesMemory(Instruction instruction, Operand.Memory memory) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.address = EffectiveAddress.of(memory);
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            long linear = address.of(cpu);
            if ((linear & 15) != 0) {
                throw cpu.generalProtection();
            }
            long low = cpu.memory.load64(linear);
            long high = cpu.memory.load64(linear + 8);
            long[] vector = cpu.vector;
            vector[to] = PackedInteger.pcmpeqb(vector[to], low);
            vector[to + 1] = PackedInteger.pcmpeqb(vector[to + 1], high);
        }
    }

    /// float64 arithmetic on the low lane.
    private abstract static class Arithmetic64 extends FloatOperation {
        private final int to;
        private final int from;
        private final @Nullable EffectiveAddress address;

        Arithmetic64(Instruction instruction, @Nullable EffectiveAddress address) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = address == null ? lane(instruction.operand(1)) : 0;
            this.address = address;
        }

        final long left(Cpu cpu) {
            return cpu.vector[to];
        }

        final long right(Cpu cpu) {
            return address == null ? cpu.vector[from] : cpu.memory.load64(address.of(cpu));
        }

        final void write(Cpu cpu, long result) {
            conclude(cpu);
            cpu.vector[to] = result;
        }
    }

    private static final class Add extends Arithmetic64 {
        Add(Instruction instruction, @Nullable EffectiveAddress address) {
            super(instruction, address);
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            write(cpu, Float64.add(left(cpu), right(cpu), environment));
        }
    }

    private static final class Subtract extends Arithmetic64 {
        Subtract(Instruction instruction, @Nullable EffectiveAddress address) {
            super(instruction, address);
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            write(cpu, Float64.subtract(left(cpu), right(cpu), environment));
        }
    }

    private static final class Multiply extends Arithmetic64 {
        Multiply(Instruction instruction, @Nullable EffectiveAddress address) {
            super(instruction, address);
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            write(cpu, Float64.multiply(left(cpu), right(cpu), environment));
        }
    }

    private static final class Divide extends Arithmetic64 {
        Divide(Instruction instruction, @Nullable EffectiveAddress address) {
            super(instruction, address);
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            write(cpu, Float64.divide(left(cpu), right(cpu), environment));
        }
    }
}
