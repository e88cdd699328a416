package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.PackedShift;
import org.jspecify.annotations.Nullable;

/// Shifts of all elements by one count: an immediate, or the low quadword of a 128-bit operand.
final class VectorShift extends SseOperation {
    private final Op op;
    private final int to;
    private final int a;
    private final @Nullable Source source;
    private final int immediate;
    private final int lanes;

    VectorShift(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        this.a = lane(first(instruction));
        Operand count = second(instruction);
        boolean constant = count instanceof Operand.Immediate;
        this.source = constant ? null : Source.of(instruction, count);
        this.immediate = constant ? immediate(instruction) : 0;
        this.lanes = instruction.vectorWidth() == 256 ? 4 : 2;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long count = immediate;
        if (source != null) {
            long address = source.address(cpu);
            count = source.lane(cpu, address, 0);
            if (source.isMemory()) {
                // All 128 bits are read although half of them say nothing.
                source.lane(cpu, address, 1);
            }
        }
        long[] vector = cpu.vector;
        for (int i = 0; i < lanes; i += 2) {
            shift(vector, to + i, vector[a + i], vector[a + i + 1], count);
        }
        if (lanes == 2) {
            clearUpper(cpu, to);
        }
    }

    private void shift(long[] result, int at, long low, long high, long count) {
        switch (op) {
            case PSLLDQ -> {
                result[at] = PackedShift.pslldqLow(low, (int) count);
                result[at + 1] = PackedShift.pslldqHigh(low, high, (int) count);
            }
            case PSRLDQ -> {
                result[at] = PackedShift.psrldqLow(low, high, (int) count);
                result[at + 1] = PackedShift.psrldqHigh(high, (int) count);
            }
            default -> {
                result[at] = lane(op, low, count);
                result[at + 1] = lane(op, high, count);
            }
        }
    }

    /// One lane's elements, all shifted by `count`.
    static long lane(Op op, long lane, long count) {
        return switch (op) {
            case PSLLW -> PackedShift.psllw(lane, count);
            case PSLLD -> PackedShift.pslld(lane, count);
            case PSLLQ -> PackedShift.psllq(lane, count);
            case PSRLW -> PackedShift.psrlw(lane, count);
            case PSRLD -> PackedShift.psrld(lane, count);
            case PSRLQ -> PackedShift.psrlq(lane, count);
            case PSRAW -> PackedShift.psraw(lane, count);
            case PSRAD -> PackedShift.psrad(lane, count);
            default -> throw new IllegalStateException("no shift: " + op);
        };
    }
}
