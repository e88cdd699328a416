package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float32;
import org.hermitscope.x86.semantics.Float64;
import org.hermitscope.x86.semantics.PackedFloat;
import org.hermitscope.x86.semantics.Shuffle;

/// DPPS and DPPD: immediate bits 7:4 choose the products that are summed, bits 3:0 the elements that receive the sum.
final class DotProduct extends FloatOperation {
    private final boolean single;
    private final int to;
    private final int a;
    private final Source b;
    private final int control;
    private final boolean wide;

    DotProduct(Instruction instruction) {
        super(instruction);
        this.single = instruction.op() == Op.DPPS;
        this.to = lane(instruction.operand(0));
        this.a = lane(first(instruction));
        this.b = Source.of(instruction, second(instruction));
        this.control = immediate(instruction);
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
        long low = sum(vector[a], vector[a + 1], b0, b1);
        long high = wide ? sum(vector[a + 2], vector[a + 3], b2, b3) : 0;
        conclude(cpu);
        vector[to] = low & elements(control);
        vector[to + 1] = low & elements(control >>> (single ? 2 : 1));
        if (vex) {
            vector[to + 2] = high & elements(control);
            vector[to + 3] = high & elements(control >>> 2);
        }
    }

    private long elements(int bits) {
        return single ? Shuffle.doublewordMask(bits) : -(bits & 1L);
    }

    private long sum(long a0, long a1, long b0, long b1) {
        return single ? sum32(a0, a1, b0, b1) : sum64(a0, a1, b0, b1);
    }

    private long sum64(long a0, long a1, long b0, long b1) {
        long first = (control & 0x10) != 0 ? Float64.multiply(a0, b0, environment) : 0;
        long second = (control & 0x20) != 0 ? Float64.multiply(a1, b1, environment) : 0;
        return Float64.add(first, second, environment);
    }

    private long sum32(long a0, long a1, long b0, long b1) {
        int p0 = product((int) a0, (int) b0, 0x10);
        int p1 = product(PackedFloat.high(a0), PackedFloat.high(b0), 0x20);
        int p2 = product((int) a1, (int) b1, 0x40);
        int p3 = product(PackedFloat.high(a1), PackedFloat.high(b1), 0x80);
        int low = Float32.add(p0, p1, environment);
        int high = Float32.add(p2, p3, environment);
        int sum = Float32.add(low, high, environment);
        return PackedFloat.pair(sum, sum);
    }

    private int product(int a, int b, int bit) {
        return (control & bit) != 0 ? Float32.multiply(a, b, environment) : 0;
    }
}
