package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Shuffle;

/// 256-bit permutations that cross the middle: VPERMQ, VPERMD, VPERM2F128, VINSERTF128, VBROADCASTF128 and their
/// likes.
final class CrossLane extends SseOperation {
    private final Op op;
    private final int to;
    private final int a;
    private final Source b;
    private final int sourceLanes;
    private final int control;

    CrossLane(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        Operand second = instruction.operand(1);
        boolean unary = switch (op) {
            case VPERMQ, VPERMPD, VBROADCASTF128, VBROADCASTI128 -> true;
            default -> false;
        };
        this.a = unary ? to : lane(second);
        this.b = Source.unaligned(unary ? second : instruction.operand(2));
        this.sourceLanes = switch (op) {
            case VINSERTF128, VINSERTI128, VBROADCASTF128, VBROADCASTI128 -> 2;
            default -> 4;
        };
        this.control = instruction.operand(instruction.operands().size() - 1) instanceof Operand.Immediate
                ? immediate(instruction)
                : 0;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long address = b.address(cpu);
        long b0 = b.lane(cpu, address, 0);
        long b1 = b.lane(cpu, address, 1);
        long b2 = sourceLanes == 4 ? b.lane(cpu, address, 2) : b0;
        long b3 = sourceLanes == 4 ? b.lane(cpu, address, 3) : b1;
        long[] vector = cpu.vector;
        long a0 = vector[a];
        long a1 = vector[a + 1];
        long a2 = vector[a + 2];
        long a3 = vector[a + 3];
        switch (op) {
            case VPERMQ, VPERMPD ->
                write(
                        vector,
                        quadword(control, b0, b1, b2, b3),
                        quadword(control >>> 2, b0, b1, b2, b3),
                        quadword(control >>> 4, b0, b1, b2, b3),
                        quadword(control >>> 6, b0, b1, b2, b3));
            case VPERMD, VPERMPS ->
                write(
                        vector,
                        doublewords(a0, b0, b1, b2, b3),
                        doublewords(a1, b0, b1, b2, b3),
                        doublewords(a2, b0, b1, b2, b3),
                        doublewords(a3, b0, b1, b2, b3));
            case VPERM2F128, VPERM2I128 ->
                write(
                        vector,
                        half(control, a0, a2, b0, b2),
                        half(control, a1, a3, b1, b3),
                        half(control >>> 4, a0, a2, b0, b2),
                        half(control >>> 4, a1, a3, b1, b3));
            case VINSERTF128, VINSERTI128 -> {
                boolean upper = (control & 1) != 0;
                write(vector, upper ? a0 : b0, upper ? a1 : b1, upper ? b0 : a2, upper ? b1 : a3);
            }
            default -> write(vector, b0, b1, b2, b3);
        }
    }

    private void write(long[] vector, long r0, long r1, long r2, long r3) {
        vector[to] = r0;
        vector[to + 1] = r1;
        vector[to + 2] = r2;
        vector[to + 3] = r3;
    }

    private static long quadword(int index, long b0, long b1, long b2, long b3) {
        return switch (index & 3) {
            case 0 -> b0;
            case 1 -> b1;
            case 2 -> b2;
            default -> b3;
        };
    }

    private static long doublewords(long indices, long b0, long b1, long b2, long b3) {
        return doubleword((int) indices, b0, b1, b2, b3) | doubleword((int) (indices >>> 32), b0, b1, b2, b3) << 32;
    }

    private static long doubleword(int index, long b0, long b1, long b2, long b3) {
        return (index & 4) == 0 ? Shuffle.doubleword(b0, b1, index) : Shuffle.doubleword(b2, b3, index);
    }

    /// A quadword of the half that bits 1:0 choose; bit 3 clears it.
    private static long half(int selector, long aLower, long aUpper, long bLower, long bUpper) {
        return (selector & 8) != 0 ? 0 : quadword(selector, aLower, aUpper, bLower, bUpper);
    }
}
