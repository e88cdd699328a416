package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float32;
import org.hermitscope.x86.semantics.Float64;
import org.hermitscope.x86.semantics.PackedFloat;
import org.hermitscope.x86.semantics.Shuffle;

/// DPPS and DPPD: immediate bits 7:4 choose the products that are summed, bits 3:0 the elements that receive
/// the sum.
final class DotProduct extends FloatOperation {
    private final boolean single;
    private final int to;
    private final int a;
    private final Source b;
    private final int control;
    private final boolean wide;
    /// float32 products, then sums; the lower four belong to the lower 128 bits.
    private final int[] terms = new int[8];
    /// The sum of each 128 bits, in all their elements.
    private long low;

    private long high;

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
        if (single) {
            multiply(0, vector[a], b0, 4);
            multiply(2, vector[a + 1], b1, 6);
            if (wide) {
                multiply(4, vector[a + 2], b2, 4);
                multiply(6, vector[a + 3], b3, 6);
            }
            addPairs();
        } else {
            sum64(vector[a], vector[a + 1], b0, b1);
        }
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

    private void sum64(long a0, long a1, long b0, long b1) {
        long first = (control & 0x10) != 0 ? Float64.multiply(a0, b0, environment) : 0;
        long second = (control & 0x20) != 0 ? Float64.multiply(a1, b1, environment) : 0;
        if (!environment.endsTrapped()) {
            low = Float64.add(first, second, environment);
        }
    }

    private void multiply(int at, long x, long y, int bit) {
        terms[at] = (control >>> bit & 1) != 0 ? Float32.multiply((int) x, (int) y, environment) : 0;
        terms[at + 1] = (control >>> bit & 2) != 0
                ? Float32.multiply(PackedFloat.high(x), PackedFloat.high(y), environment)
                : 0;
    }

    /// Twice: neighbours, then their sums. An unmasked exception anywhere keeps the next step from beginning.
    private void addPairs() {
        for (int distance = 1; distance <= 2; distance *= 2) {
            if (environment.endsTrapped()) {
                return;
            }
            for (int i = 0; i < (wide ? 8 : 4); i += 2 * distance) {
                terms[i] = Float32.add(terms[i], terms[i + distance], environment);
            }
        }
        low = PackedFloat.pair(terms[0], terms[0]);
        high = PackedFloat.pair(terms[4], terms[4]);
    }
}
