package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.FloatConvert;
import org.hermitscope.x86.semantics.FloatEnvironment;
import org.hermitscope.x86.semantics.PackedFloat;

/// Conversions of vectors whose elements change their size.
final class Convert {
    private Convert() {}

    static SseOperation of(Instruction instruction) {
        return switch (instruction.op()) {
            case CVTPD2PS, CVTPD2DQ, CVTTPD2DQ -> new Halve(instruction);
            default -> new Widened(instruction);
        };
    }

    private static long toInteger32(long value, Op op, FloatEnvironment environment) {
        int rounding = op == Op.CVTTPD2DQ ? FloatEnvironment.TRUNCATE : environment.rounding();
        return FloatConvert.float64ToInteger(value, 32, rounding, environment);
    }

    /// CVTPD2PS, CVTPD2DQ, CVTTPD2DQ: the result is half as wide, the rest of the register 0.
    private static final class Halve extends FloatOperation {
        private final Op op;
        private final int to;
        private final Source source;
        private final boolean wide;

        Halve(Instruction instruction) {
            super(instruction);
            this.op = instruction.op();
            this.to = lane(instruction.operand(0));
            this.source = Source.of(instruction, instruction.operand(1));
            this.wide = instruction.vectorWidth() == 256;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long address = source.address(cpu);
            long s0 = source.lane(cpu, address, 0);
            long s1 = source.lane(cpu, address, 1);
            long s2 = wide ? source.lane(cpu, address, 2) : 0;
            long s3 = wide ? source.lane(cpu, address, 3) : 0;
            long low = narrow(s0, s1);
            long high = wide ? narrow(s2, s3) : 0;
            conclude(cpu);
            cpu.vector[to] = low;
            cpu.vector[to + 1] = high;
            clearUpper(cpu, to);
        }

        private long narrow(long low, long high) {
            return op == Op.CVTPD2PS
                    ? PackedFloat.narrow(low, high, environment)
                    : toInteger32(low, op, environment) | toInteger32(high, op, environment) << 32;
        }
    }

    /// CVTPS2PD, CVTDQ2PD: the source is half as wide.
    private static final class Widened extends FloatOperation {
        private final boolean integers;
        private final int to;
        private final Source source;
        private final boolean wide;

        Widened(Instruction instruction) {
            super(instruction);
            this.integers = instruction.op() == Op.CVTDQ2PD;
            this.to = lane(instruction.operand(0));
            this.source = Source.unaligned(instruction.operand(1));
            this.wide = instruction.vectorWidth() == 256;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long address = source.address(cpu);
            long low = source.lane(cpu, address, 0);
            long high = wide ? source.lane(cpu, address, 1) : 0;
            long r0 = widen((int) low);
            long r1 = widen(PackedFloat.high(low));
            long r2 = wide ? widen((int) high) : 0;
            long r3 = wide ? widen(PackedFloat.high(high)) : 0;
            conclude(cpu);
            long[] vector = cpu.vector;
            vector[to] = r0;
            vector[to + 1] = r1;
            if (vex) {
                vector[to + 2] = r2;
                vector[to + 3] = r3;
            }
        }

        private long widen(int element) {
            return integers
                    ? FloatConvert.int32ToFloat64(element)
                    : FloatConvert.float32ToFloat64(element, environment);
        }
    }
}
