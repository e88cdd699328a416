package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float32;
import org.hermitscope.x86.semantics.Float64;
import org.hermitscope.x86.semantics.FloatConvert;

/// Floating point on the lowest element; the rest of the first source is kept. ADDSS, SQRTSD, CMPSS, ROUNDSD,
/// CVTSS2SD and their like.
final class ScalarArithmetic extends FloatOperation {
    private final Op op;
    private final int to;
    private final int a;
    private final Source b;
    private final int width;
    private final long resultMask;
    private final int control;

    /// @param width bits of the source element
    /// @param resultWidth bits of the result element
    /// @param control the immediate, or 0
    ScalarArithmetic(Instruction instruction, int width, int resultWidth, int control) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        this.a = lane(first(instruction));
        this.b = Source.unaligned(second(instruction));
        this.width = width;
        this.resultMask = resultWidth == 64 ? -1 : 0xffff_ffffL;
        this.control = control;
    }

    @Override
    public void execute(Cpu cpu) {
        begin(cpu);
        long y = b.low(cpu, b.address(cpu), width);
        long[] vector = cpu.vector;
        long x = vector[a];
        long result = x & ~resultMask | compute(x, y) & resultMask;
        conclude(cpu);
        vector[to + 1] = vector[a + 1];
        vector[to] = result;
        clearUpper(cpu, to);
    }

    private long compute(long x, long y) {
        return switch (op) {
            case ADDSS -> Float32.add((int) x, (int) y, environment);
            case ADDSD -> Float64.add(x, y, environment);
            case SUBSS -> Float32.subtract((int) x, (int) y, environment);
            case SUBSD -> Float64.subtract(x, y, environment);
            case MULSS -> Float32.multiply((int) x, (int) y, environment);
            case MULSD -> Float64.multiply(x, y, environment);
            case DIVSS -> Float32.divide((int) x, (int) y, environment);
            case DIVSD -> Float64.divide(x, y, environment);
            case MINSS -> Float32.minimum((int) x, (int) y, environment);
            case MINSD -> Float64.minimum(x, y, environment);
            case MAXSS -> Float32.maximum((int) x, (int) y, environment);
            case MAXSD -> Float64.maximum(x, y, environment);
            case CMPSS -> Float32.compare(control, (int) x, (int) y, environment);
            case CMPSD -> Float64.compare(control, x, y, environment);
            case SQRTSS -> Float32.squareRoot((int) y, environment);
            case SQRTSD -> Float64.squareRoot(y, environment);
            case ROUNDSS -> FloatConvert.roundFloat32((int) y, control, environment);
            case ROUNDSD -> FloatConvert.roundFloat64(y, control, environment);
            case CVTSS2SD -> FloatConvert.float32ToFloat64((int) y, environment);
            case CVTSD2SS -> FloatConvert.float64ToFloat32(y, environment);
            default -> throw new IllegalStateException("no scalar arithmetic: " + op);
        };
    }
}
