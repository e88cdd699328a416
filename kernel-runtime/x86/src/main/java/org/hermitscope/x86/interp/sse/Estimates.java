package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Estimate;
import org.hermitscope.x86.semantics.PackedFloat;

/// RCPPS, RCPSS, RSQRTPS, RSQRTSS. They depend on no bit of MXCSR and raise nothing.
final class Estimates extends SseOperation {
    private final boolean root;
    private final boolean scalar;
    private final int to;
    private final int rest;
    private final Source source;
    private final boolean wide;

    Estimates(Instruction instruction) {
        super(instruction);
        Op op = instruction.op();
        this.root = op == Op.RSQRTPS || op == Op.RSQRTSS;
        this.scalar = op == Op.RCPSS || op == Op.RSQRTSS;
        this.to = lane(instruction.operand(0));
        this.rest = lane(scalar ? first(instruction) : instruction.operand(0));
        this.source = scalar ? Source.unaligned(second(instruction)) : Source.of(instruction, instruction.operand(1));
        this.wide = instruction.vectorWidth() == 256;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long address = source.address(cpu);
        long[] vector = cpu.vector;
        if (scalar) {
            long low = estimate((int) source.low(cpu, address, 32)) & 0xffff_ffffL;
            long result = vector[rest] & ~0xffff_ffffL | low;
            vector[to + 1] = vector[rest + 1];
            vector[to] = result;
            clearUpper(cpu, to);
            return;
        }
        long r0 = pair(source.lane(cpu, address, 0));
        long r1 = pair(source.lane(cpu, address, 1));
        long r2 = wide ? pair(source.lane(cpu, address, 2)) : 0;
        long r3 = wide ? pair(source.lane(cpu, address, 3)) : 0;
        vector[to] = r0;
        vector[to + 1] = r1;
        if (vex) {
            vector[to + 2] = r2;
            vector[to + 3] = r3;
        }
    }

    private long pair(long lane) {
        return PackedFloat.pair(estimate((int) lane), estimate(PackedFloat.high(lane)));
    }

    private int estimate(int bits) {
        return root ? Estimate.reciprocalRoot(bits) : Estimate.reciprocal(bits);
    }
}
