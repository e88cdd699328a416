package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float64;
import org.hermitscope.x86.semantics.PackedFloat;

/// HADDPS, HSUBPD and their like, and ADDSUBPD, whose lanes differ.
final class HorizontalArithmetic extends FloatOperation {
    private final Op op;
    private final int to;
    private final int a;
    private final Source b;
    private final boolean wide;

    HorizontalArithmetic(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        this.a = lane(first(instruction));
        this.b = Source.of(instruction, second(instruction));
        this.wide = instruction.vectorWidth() == 256;
    }

    @Override
    public void execute(Cpu cpu) {
        begin(cpu);
        long address = b.address(cpu);
        long b0 = b.lane(cpu, address, 0);
        long b1 = b.lane(cpu, address, 1);
        long b2 = wide ? b.lane(cpu, address, 2) : 0;
        long b3 = wide ? b.lane(cpu, address, 3) : 0;
        long[] vector = cpu.vector;
        long r0 = low(vector[a], vector[a + 1], b0);
        long r1 = high(vector[a + 1], b0, b1);
        long r2 = wide ? low(vector[a + 2], vector[a + 3], b2) : 0;
        long r3 = wide ? high(vector[a + 3], b2, b3) : 0;
        conclude(cpu);
        vector[to] = r0;
        vector[to + 1] = r1;
        if (vex) {
            vector[to + 2] = r2;
            vector[to + 3] = r3;
        }
    }

    private long low(long a0, long a1, long b0) {
        return switch (op) {
            case HADDPS -> PackedFloat.addHorizontally(a0, a1, environment);
            case HSUBPS -> PackedFloat.subtractHorizontally(a0, a1, environment);
            case HADDPD -> Float64.add(a0, a1, environment);
            case HSUBPD -> Float64.subtract(a0, a1, environment);
            default -> Float64.subtract(a0, b0, environment);
        };
    }

    private long high(long a1, long b0, long b1) {
        return switch (op) {
            case HADDPS -> PackedFloat.addHorizontally(b0, b1, environment);
            case HSUBPS -> PackedFloat.subtractHorizontally(b0, b1, environment);
            case HADDPD -> Float64.add(b0, b1, environment);
            case HSUBPD -> Float64.subtract(b0, b1, environment);
            default -> Float64.add(a1, b1, environment);
        };
    }
}
