package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;

/// Moves of 32 and 64 bits into and out of vector registers: MOVSS, MOVSD, MOVD, MOVQ, MOVLPS, MOVHPS, MOVHLPS,
/// MOVLHPS.
final class ScalarMoves {
    private ScalarMoves() {}

    /// MOVSS, MOVSD, MOVQ and MOVD where all operands are vector registers or memory. A load clears the rest of
    /// the register, MOVQ between registers as well; MOVSS and MOVSD between registers keep it.
    static SseOperation of(Instruction instruction, int width) {
        Operand to = instruction.operand(0);
        if (to instanceof Operand.Memory memory) {
            return new Store(instruction, memory, width, 0);
        }
        Operand from = instruction.operand(1);
        if (from instanceof Operand.Memory memory) {
            return width == 64 ? new Load64(instruction, memory) : new Load32(instruction, memory);
        }
        return instruction.op() == Op.MOVQ ? new CopyLow(instruction) : new Merge(instruction, width);
    }

    /// MOVD and MOVQ with a general register or memory of either width on one side.
    static SseOperation general(Instruction instruction) {
        Operand to = instruction.operand(0);
        Operand from = instruction.operand(1);
        if (isGeneral(to)) {
            return new ToGeneral(instruction, to.width());
        }
        if (isGeneral(from)) {
            return new FromGeneral(instruction, from.width());
        }
        return of(instruction, to instanceof Operand.Memory ? to.width() : from.width());
    }

    static boolean isGeneral(Operand operand) {
        return operand instanceof Operand.Register register && register.file() == RegisterFile.GENERAL;
    }

    /// MOVLPS, MOVLPD, MOVHPS, MOVHPD, MOVHLPS, MOVLHPS: one quadword of the result comes from the last operand.
    ///
    /// @param to lane of the destination
    /// @param from lane of a source register; of a register that is stored
    static SseOperation half(Instruction instruction, int to, int from) {
        return instruction.operand(0) instanceof Operand.Memory memory
                ? new Store(instruction, memory, 64, from)
                : new Half(instruction, to, from);
    }

    private static final class Load64 extends SseOperation {
        private final int to;
        private final EffectiveAddress address;

        Load64(Instruction instruction, Operand.Memory memory) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.address = EffectiveAddress.of(memory);
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            cpu.vector[to] = cpu.memory.load64(address.of(cpu));
            cpu.vector[to + 1] = 0;
            clearUpper(cpu, to);
        }
    }

    private static final class Load32 extends SseOperation {
        private final int to;
        private final EffectiveAddress address;

        Load32(Instruction instruction, Operand.Memory memory) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.address = EffectiveAddress.of(memory);
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            cpu.vector[to] = cpu.memory.load32(address.of(cpu));
            cpu.vector[to + 1] = 0;
            clearUpper(cpu, to);
        }
    }

    private static final class Store extends SseOperation {
        private final EffectiveAddress address;
        private final int from;
        private final int width;

        Store(Instruction instruction, Operand.Memory memory, int width, int lane) {
            super(instruction);
            this.address = EffectiveAddress.of(memory);
            this.from = lane(instruction.operand(1)) + lane;
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            if (width == 64) {
                cpu.memory.store64(linear, cpu.vector[from]);
            } else {
                cpu.memory.store32(linear, cpu.vector[from]);
            }
        }
    }

    private static final class CopyLow extends SseOperation {
        private final int to;
        private final int from;

        CopyLow(Instruction instruction) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = lane(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            cpu.vector[to] = cpu.vector[from];
            cpu.vector[to + 1] = 0;
            clearUpper(cpu, to);
        }
    }

    /// The low 32 or 64 bits of one register, the rest of 128 of another.
    private static final class Merge extends SseOperation {
        private final int to;
        private final int rest;
        private final int low;
        private final long mask;

        Merge(Instruction instruction, int width) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.rest = lane(first(instruction));
            this.low = lane(second(instruction));
            this.mask = width == 64 ? -1 : 0xffff_ffffL;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long[] vector = cpu.vector;
            long merged = vector[rest] & ~mask | vector[low] & mask;
            vector[to + 1] = vector[rest + 1];
            vector[to] = merged;
            clearUpper(cpu, to);
        }
    }

    private static final class Half extends SseOperation {
        private final int to;
        private final int rest;
        private final Source source;
        private final int lane;
        private final int sourceLane;

        Half(Instruction instruction, int to, int from) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.rest = lane(first(instruction));
            this.source = Source.unaligned(second(instruction));
            this.lane = to;
            this.sourceLane = source.isMemory() ? 0 : from;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long moved = source.lane(cpu, source.address(cpu), sourceLane);
            long[] vector = cpu.vector;
            vector[to + 1 - lane] = vector[rest + 1 - lane];
            vector[to + lane] = moved;
            clearUpper(cpu, to);
        }
    }

    private static final class ToGeneral extends SseOperation {
        private final int to;
        private final int from;
        private final long mask;

        ToGeneral(Instruction instruction, int width) {
            super(instruction);
            this.to = number(instruction.operand(0));
            this.from = lane(instruction.operand(1));
            this.mask = width == 64 ? -1 : 0xffff_ffffL;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            cpu.gpr[to] = cpu.vector[from] & mask;
        }
    }

    private static final class FromGeneral extends SseOperation {
        private final int to;
        private final int from;
        private final long mask;

        FromGeneral(Instruction instruction, int width) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.from = number(instruction.operand(1));
            this.mask = width == 64 ? -1 : 0xffff_ffffL;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            cpu.vector[to] = cpu.gpr[from] & mask;
            cpu.vector[to + 1] = 0;
            clearUpper(cpu, to);
        }
    }
}
