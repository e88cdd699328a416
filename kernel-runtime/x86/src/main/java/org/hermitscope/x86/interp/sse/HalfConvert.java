package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.FloatConvert;
import org.hermitscope.x86.semantics.PackedFloat;
import org.jspecify.annotations.Nullable;

/// F16C: VCVTPH2PS, VCVTPS2PH.
final class HalfConvert {
    private HalfConvert() {}

    static SseOperation of(Instruction instruction) {
        return instruction.op() == Op.VCVTPH2PS ? new Widen16(instruction) : new Narrow16(instruction);
    }

    private static final class Widen16 extends FloatOperation {
        private final int to;
        private final Source source;
        private final boolean wide;

        Widen16(Instruction instruction) {
            super(instruction);
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
            long r0 = pair(low);
            long r1 = pair(low >>> 32);
            long r2 = wide ? pair(high) : 0;
            long r3 = wide ? pair(high >>> 32) : 0;
            conclude(cpu);
            cpu.vector[to] = r0;
            cpu.vector[to + 1] = r1;
            cpu.vector[to + 2] = r2;
            cpu.vector[to + 3] = r3;
        }

        private long pair(long halves) {
            return PackedFloat.pair(
                    FloatConvert.float16ToFloat32((int) halves, environment),
                    FloatConvert.float16ToFloat32((int) (halves >>> 16), environment));
        }
    }

    private static final class Narrow16 extends FloatOperation {
        private final int to;
        private final @Nullable EffectiveAddress address;
        private final int from;
        private final int control;
        private final boolean wide;

        Narrow16(Instruction instruction) {
            super(instruction);
            Operand destination = instruction.operand(0);
            this.to = isMemory(destination) ? 0 : lane(destination);
            this.address = destination instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
            this.from = lane(instruction.operand(1));
            this.control = immediate(instruction);
            this.wide = instruction.vectorWidth() == 256;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long linear = 0;
            if (address != null) {
                linear = address.of(cpu);
                cpu.memory.checkStore(linear, wide ? 16 : 8);
            }
            long[] vector = cpu.vector;
            int rounding = FloatConvert.rounding(control, environment);
            long low = pair(vector[from], rounding) | pair(vector[from + 1], rounding) << 32;
            long high = wide ? pair(vector[from + 2], rounding) | pair(vector[from + 3], rounding) << 32 : 0;
            conclude(cpu);
            if (address != null) {
                cpu.memory.store64(linear, low);
                if (wide) {
                    cpu.memory.store64(linear + 8, high);
                }
                return;
            }
            vector[to] = low;
            vector[to + 1] = high;
            clearUpper(cpu, to);
        }

        private long pair(long lane, int rounding) {
            return FloatConvert.float32ToFloat16((int) lane, rounding, environment)
                    | (long) FloatConvert.float32ToFloat16(PackedFloat.high(lane), rounding, environment) << 16;
        }
    }
}
