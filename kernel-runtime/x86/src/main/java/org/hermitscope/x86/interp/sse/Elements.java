package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Shuffle;
import org.jspecify.annotations.Nullable;

/// Single elements in and out of vector registers: PINSRx, PEXTRx, INSERTPS, EXTRACTPS.
final class Elements {
    private Elements() {}

    /// PEXTRx and EXTRACTPS with elements of `width` bits.
    static SseOperation extract(Instruction instruction, int width) {
        return new Extract(instruction, width);
    }

    static SseOperation insert(Instruction instruction, int width) {
        return new Insert(instruction, width);
    }

    static SseOperation insertSingle(Instruction instruction) {
        return new InsertSingle(instruction);
    }

    private static long mask(int width) {
        return -1L >>> 64 - width;
    }

    private static final class Extract extends SseOperation {
        private final int to;
        private final @Nullable EffectiveAddress address;
        private final int from;
        private final int shift;
        private final int width;

        Extract(Instruction instruction, int width) {
            super(instruction);
            Operand destination = instruction.operand(0);
            this.to = isMemory(destination) ? 0 : number(destination);
            this.address = destination instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
            int bit = immediate(instruction) * width & 127;
            this.from = lane(instruction.operand(1)) + (bit >>> 6);
            this.shift = bit & 63;
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long element = cpu.vector[from] >>> shift & mask(width);
            if (address == null) {
                cpu.gpr[to] = element;
            } else {
                cpu.memory.store(address.of(cpu), width, element);
            }
        }
    }

    private static final class Insert extends SseOperation {
        private final int to;
        private final int rest;
        private final int general;
        private final @Nullable EffectiveAddress address;
        private final int lane;
        private final int shift;
        private final int width;

        Insert(Instruction instruction, int width) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.rest = lane(first(instruction));
            Operand source = second(instruction);
            this.general = isMemory(source) ? 0 : number(source);
            this.address = source instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
            int bit = immediate(instruction) * width & 127;
            this.lane = bit >>> 6;
            this.shift = bit & 63;
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long element = address == null ? cpu.gpr[general] : cpu.memory.load(address.of(cpu), width);
            long[] vector = cpu.vector;
            long mask = mask(width) << shift;
            long changed = Shuffle.blend(vector[rest + lane], element << shift, mask);
            vector[to + 1 - lane] = vector[rest + 1 - lane];
            vector[to + lane] = changed;
            clearUpper(cpu, to);
        }
    }

    /// INSERTPS: immediate bits 7:6 choose a register's element, 5:4 where it goes, 3:0 what becomes 0.
    private static final class InsertSingle extends SseOperation {
        private final int to;
        private final int rest;
        private final Source source;
        private final int control;

        InsertSingle(Instruction instruction) {
            super(instruction);
            this.to = lane(instruction.operand(0));
            this.rest = lane(first(instruction));
            this.source = Source.unaligned(second(instruction));
            this.control = immediate(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long address = source.address(cpu);
            long element = source.isMemory()
                    ? source.low(cpu, address, 32)
                    : Shuffle.doubleword(source.lane(cpu, address, 0), source.lane(cpu, address, 1), control >>> 6);
            int shift = control << 1 & 32;
            long mask = 0xffff_ffffL << shift;
            long[] vector = cpu.vector;
            long low = vector[rest];
            long high = vector[rest + 1];
            if ((control & 0x20) == 0) {
                low = Shuffle.blend(low, element << shift, mask);
            } else {
                high = Shuffle.blend(high, element << shift, mask);
            }
            vector[to] = low & ~Shuffle.doublewordMask(control);
            vector[to + 1] = high & ~Shuffle.doublewordMask(control >>> 2);
            clearUpper(cpu, to);
        }
    }
}
