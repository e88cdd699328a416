package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;

/// Moves of whole registers: MOVAPS, MOVUPS, MOVDQA, MOVDQU and their like, LDDQU, MOVNTDQA, MOVNTPS.
final class VectorMoves {
    private VectorMoves() {}

    /// @param aligned memory must be aligned to its own size
    static SseOperation of(Instruction instruction, boolean aligned) {
        Operand to = instruction.operand(0);
        Operand from = instruction.operand(1);
        boolean wide = instruction.vectorWidth() == 256;
        int misaligned = !aligned ? 0 : wide ? 31 : 15;
        if (to instanceof Operand.Memory memory) {
            EffectiveAddress address = EffectiveAddress.of(memory);
            return wide ? new Store256(instruction, address, misaligned) : new Store(instruction, address, misaligned);
        }
        if (from instanceof Operand.Memory memory) {
            EffectiveAddress address = EffectiveAddress.of(memory);
            return wide ? new Load256(instruction, address, misaligned) : new Load(instruction, address, misaligned);
        }
        return wide ? new Copy256(instruction) : new Copy(instruction);
    }

    private static final class Copy extends SseOperation {
        private final int to;
        private final int from;

        Copy(Instruction instruction) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = lane(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long[] vector = cpu.vector;
            vector[to] = vector[from];
            vector[to + 1] = vector[from + 1];
            clearUpper(cpu, to);
        }
    }

    private static final class Load extends SseOperation {
        private final int to;
        private final EffectiveAddress address;
        private final int misaligned;

        Load(Instruction instruction, EffectiveAddress address, int misaligned) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.address = address;
            this.misaligned = misaligned;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            if ((linear & misaligned) != 0) {
                throw cpu.generalProtection();
            }
            long low = cpu.memory.load64(linear);
            long high = cpu.memory.load64(linear + 8);
            long[] vector = cpu.vector;
            vector[to] = low;
            vector[to + 1] = high;
            clearUpper(cpu, to);
        }
    }

    private static final class Store extends SseOperation {
        private final EffectiveAddress address;
        private final int from;
        private final int misaligned;

        Store(Instruction instruction, EffectiveAddress address, int misaligned) {
            super(instruction);
            this.address = address;
            this.from = lane(instruction.operand(1));
            this.misaligned = misaligned;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            if ((linear & misaligned) != 0) {
                throw cpu.generalProtection();
            }
            cpu.memory.checkStore(linear, 16);
            cpu.memory.store64(linear, cpu.vector[from]);
            cpu.memory.store64(linear + 8, cpu.vector[from + 1]);
        }
    }

    private static final class Copy256 extends SseOperation {
        private final int to;
        private final int from;

        Copy256(Instruction instruction) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = lane(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            System.arraycopy(cpu.vector, from, cpu.vector, to, 4);
        }
    }

    private static final class Load256 extends SseOperation {
        private final int to;
        private final EffectiveAddress address;
        private final int misaligned;

        Load256(Instruction instruction, EffectiveAddress address, int misaligned) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.address = address;
            this.misaligned = misaligned;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            if ((linear & misaligned) != 0) {
                throw cpu.generalProtection();
            }
            cpu.memory.checkLoad(linear, 32);
            for (int i = 0; i < 4; i++) {
                cpu.vector[to + i] = cpu.memory.load64(linear + 8L * i);
            }
        }
    }

    private static final class Store256 extends SseOperation {
        private final EffectiveAddress address;
        private final int from;
        private final int misaligned;

        Store256(Instruction instruction, EffectiveAddress address, int misaligned) {
            super(instruction);
            this.address = address;
            this.from = lane(instruction.operand(1));
            this.misaligned = misaligned;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            if ((linear & misaligned) != 0) {
                throw cpu.generalProtection();
            }
            cpu.memory.checkStore(linear, 32);
            for (int i = 0; i < 4; i++) {
                cpu.memory.store64(linear + 8L * i, cpu.vector[from + i]);
            }
        }
    }
}
