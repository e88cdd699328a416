package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float64;
import org.hermitscope.x86.semantics.FloatConvert;
import org.hermitscope.x86.semantics.FloatEnvironment;
import org.hermitscope.x86.semantics.PackedFloat;

/// Floating point on whole registers, lane by lane: ADDPS, SQRTPD, CMPPS, ROUNDPD, CVTDQ2PS and their like.
final class PackedArithmetic extends FloatOperation {
    private final Op op;
    private final int to;
    private final int a;
    private final Source b;
    private final int control;
    private final boolean wide;

    /// @param sources 1 or 2
    /// @param control the immediate, or 0
    PackedArithmetic(Instruction instruction, int sources, int control) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        this.a = lane(sources == 1 ? instruction.operand(0) : first(instruction));
        this.b = Source.of(instruction, sources == 1 ? instruction.operand(1) : second(instruction));
        this.control = control;
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
        long r0 = lane(vector[a], b0);
        long r1 = lane(vector[a + 1], b1);
        long r2 = wide ? lane(vector[a + 2], b2) : 0;
        long r3 = wide ? lane(vector[a + 3], b3) : 0;
        conclude(cpu);
        vector[to] = r0;
        vector[to + 1] = r1;
        if (vex) {
            vector[to + 2] = r2;
            vector[to + 3] = r3;
        }
    }

    private long lane(long a, long b) {
        return switch (op) {
            case ADDPS -> PackedFloat.add(a, b, environment);
            case ADDPD -> Float64.add(a, b, environment);
            case SUBPS -> PackedFloat.subtract(a, b, environment);
            case SUBPD -> Float64.subtract(a, b, environment);
            case MULPS -> PackedFloat.multiply(a, b, environment);
            case MULPD -> Float64.multiply(a, b, environment);
            case DIVPS -> PackedFloat.divide(a, b, environment);
            case DIVPD -> Float64.divide(a, b, environment);
            case MINPS -> PackedFloat.minimum(a, b, environment);
            case MINPD -> Float64.minimum(a, b, environment);
            case MAXPS -> PackedFloat.maximum(a, b, environment);
            case MAXPD -> Float64.maximum(a, b, environment);
            case CMPPS -> PackedFloat.compare(control, a, b, environment);
            case CMPPD -> Float64.compare(control, a, b, environment);
            case SQRTPS -> PackedFloat.squareRoot(b, environment);
            case SQRTPD -> Float64.squareRoot(b, environment);
            case ROUNDPS -> PackedFloat.round(b, control, environment);
            case ROUNDPD -> FloatConvert.roundFloat64(b, control, environment);
            case ADDSUBPS -> PackedFloat.subtractAdd(a, b, environment);
            case CVTDQ2PS -> PackedFloat.fromIntegers(b, environment);
            case CVTPS2DQ -> PackedFloat.toIntegers(b, environment.rounding(), environment);
            case CVTTPS2DQ -> PackedFloat.toIntegers(b, FloatEnvironment.TRUNCATE, environment);
            default -> throw new IllegalStateException("no packed arithmetic: " + op);
        };
    }
}
