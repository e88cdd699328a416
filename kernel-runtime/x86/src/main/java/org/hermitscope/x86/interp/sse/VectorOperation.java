package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;

/// An integer or bitwise instruction whose result is a whole register, computed 128 bits at a time from a
/// register and a register or memory.
abstract class VectorOperation extends SseOperation {
    private final int to;
    private final int a;
    private final Source b;
    private final boolean wide;

    /// Two sources.
    VectorOperation(Instruction instruction) {
        this(instruction, lane(first(instruction)), Source.of(instruction, second(instruction)));
    }

    VectorOperation(Instruction instruction, int a, Source b) {
        super(instruction);
        this.to = lane(instruction.operand(0));
        this.a = a;
        this.b = b;
        this.wide = instruction.vectorWidth() == 256;
    }

    @Override
    public final void execute(Cpu cpu) {
        require(cpu);
        long address = b.address(cpu);
        long b0 = b.lane(cpu, address, 0);
        long b1 = b.lane(cpu, address, 1);
        long[] vector = cpu.vector;
        if (wide) {
            long b2 = b.lane(cpu, address, 2);
            long b3 = b.lane(cpu, address, 3);
            compute(vector, to, vector[a], vector[a + 1], b0, b1);
            compute(vector, to + 2, vector[a + 2], vector[a + 3], b2, b3);
        } else {
            compute(vector, to, vector[a], vector[a + 1], b0, b1);
            clearUpper(cpu, to);
        }
    }

    /// Computes one 128-bit result and puts it into elements `at` and `at + 1`.
    abstract void compute(long[] result, int at, long a0, long a1, long b0, long b1);
}
