package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;

/// VMASKMOVPS, VPMASKMOVQ and their likes: elements whose mask element's highest bit is clear are not accessed
/// at all, so they do not fault either.
final class MaskedMove {
    private MaskedMove() {}

    /// @param width bits of an element
    static SseOperation of(Instruction instruction, int width) {
        return instruction.operand(0) instanceof Operand.Memory memory
                ? new Store(instruction, memory, width)
                : new Load(instruction, (Operand.Memory) instruction.operand(2), width);
    }

    private abstract static class Masked extends SseOperation {
        final int mask;
        final int width;
        final int elements;
        final EffectiveAddress address;

        Masked(Instruction instruction, Operand.Memory memory, int width) {
            super(instruction);
            this.mask = lane(instruction.operand(1));
            this.width = width;
            this.elements = instruction.vectorWidth() / width;
            this.address = EffectiveAddress.of(memory);
        }

        final boolean isChosen(Cpu cpu, int element) {
            int bit = element * width + width - 1;
            return (cpu.vector[mask + (bit >>> 6)] >>> bit & 1) != 0;
        }
    }

    private static final class Load extends Masked {
        private final int to;
        private final long[] loaded = new long[4];

        Load(Instruction instruction, Operand.Memory memory, int width) {
            super(instruction, memory, width);
            this.to = lane(instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            loaded[0] = 0;
            loaded[1] = 0;
            loaded[2] = 0;
            loaded[3] = 0;
            for (int i = 0; i < elements; i++) {
                if (isChosen(cpu, i)) {
                    int bit = i * width;
                    loaded[bit >>> 6] |= cpu.memory.load(linear + bit / 8, width) << bit;
                }
            }
            System.arraycopy(loaded, 0, cpu.vector, to, 4);
        }
    }

    private static final class Store extends Masked {
        private final int from;

        Store(Instruction instruction, Operand.Memory memory, int width) {
            super(instruction, memory, width);
            this.from = lane(instruction.operand(2));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            for (int i = 0; i < elements; i++) {
                if (isChosen(cpu, i)) {
                    cpu.memory.checkStore(linear + i * width / 8, width / 8);
                }
            }
            for (int i = 0; i < elements; i++) {
                if (isChosen(cpu, i)) {
                    int bit = i * width;
                    cpu.memory.store(linear + bit / 8, width, cpu.vector[from + (bit >>> 6)] >>> bit);
                }
            }
        }
    }
}
