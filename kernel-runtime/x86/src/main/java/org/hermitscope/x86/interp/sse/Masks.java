package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.PackedInteger;
import org.hermitscope.x86.semantics.Shuffle;

/// Highest bits of all elements in a general register: PMOVMSKB, MOVMSKPS, MOVMSKPD.
final class Masks {
    private Masks() {}

    static SseOperation of(Instruction instruction) {
        return switch (instruction.op()) {
            case PMOVMSKB -> new Bytes(instruction);
            case MOVMSKPS -> new Floats(instruction, 2);
            default -> new Floats(instruction, 1);
        };
    }

    private static final class Bytes extends SseOperation {
        private final int to;
        private final int from;
        private final boolean wide;

        Bytes(Instruction instruction) {
            super(instruction);
            this.to = number(instruction.operand(0));
            this.from = lane(instruction.operand(1));
            this.wide = instruction.vectorWidth() == 256;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long[] vector = cpu.vector;
            long mask = PackedInteger.pmovmskb(vector[from]) | (long) PackedInteger.pmovmskb(vector[from + 1]) << 8;
            if (wide) {
                mask |= (long) PackedInteger.pmovmskb(vector[from + 2]) << 16
                        | (long) PackedInteger.pmovmskb(vector[from + 3]) << 24;
            }
            cpu.gpr[to] = mask;
        }
    }

    private static final class Floats extends SseOperation {
        private final int to;
        private final int from;
        private final int perLane;
        private final int lanes;

        Floats(Instruction instruction, int perLane) {
            super(instruction);
            this.to = number(instruction.operand(0));
            this.from = lane(instruction.operand(1));
            this.perLane = perLane;
            this.lanes = instruction.vectorWidth() == 256 ? 4 : 2;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long mask = 0;
            for (int i = 0; i < lanes; i++) {
                long lane = cpu.vector[from + i];
                mask |= (perLane == 2 ? Shuffle.movmskps(lane) : lane >>> 63) << perLane * i;
            }
            cpu.gpr[to] = mask;
        }
    }
}
