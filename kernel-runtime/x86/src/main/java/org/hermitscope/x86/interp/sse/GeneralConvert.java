package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.FloatConvert;
import org.hermitscope.x86.semantics.FloatEnvironment;
import org.jspecify.annotations.Nullable;

/// Conversions between the lowest element and a general register: CVTSI2SD, CVTTSD2SI and their like.
final class GeneralConvert {
    private GeneralConvert() {}

    static SseOperation of(Instruction instruction) {
        return switch (instruction.op()) {
            case CVTSI2SS, CVTSI2SD -> new FromGeneral(instruction);
            default -> new ToGeneral(instruction);
        };
    }

    private static final class FromGeneral extends FloatOperation {
        private final boolean single;
        private final int to;
        private final int a;
        private final int register;
        private final @Nullable EffectiveAddress address;
        private final boolean quadword;

        FromGeneral(Instruction instruction) {
            super(instruction);
            this.single = instruction.op() == Op.CVTSI2SS;
            this.to = lane(instruction.operand(0));
            this.a = lane(first(instruction));
            Operand source = second(instruction);
            this.quadword = source.width() == 64;
            this.register = isMemory(source) ? 0 : number(source);
            this.address = source instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long value = value(cpu);
            long[] vector = cpu.vector;
            long result;
            if (single) {
                result = vector[a] & ~0xffff_ffffL | FloatConvert.int64ToFloat32(value, environment) & 0xffff_ffffL;
            } else {
                result = FloatConvert.int64ToFloat64(value, environment);
            }
            conclude(cpu);
            vector[to + 1] = vector[a + 1];
            vector[to] = result;
            clearUpper(cpu, to);
        }

        private long value(Cpu cpu) {
            if (address == null) {
                return quadword ? cpu.gpr[register] : (int) cpu.gpr[register];
            }
            long linear = address.of(cpu);
            return quadword ? cpu.memory.load64(linear) : (int) cpu.memory.load32(linear);
        }
    }

    private static final class ToGeneral extends FloatOperation {
        private final boolean single;
        private final boolean truncates;
        private final int to;
        private final Source source;
        private final int size;

        ToGeneral(Instruction instruction) {
            super(instruction);
            Op op = instruction.op();
            this.single = op == Op.CVTSS2SI || op == Op.CVTTSS2SI;
            this.truncates = op == Op.CVTTSS2SI || op == Op.CVTTSD2SI;
            this.to = number(instruction.operand(0));
            this.source = Source.unaligned(instruction.operand(1));
            this.size = instruction.operand(0).width();
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long value = source.low(cpu, source.address(cpu), single ? 32 : 64);
            int rounding = truncates ? FloatEnvironment.TRUNCATE : environment.rounding();
            long result = single
                    ? FloatConvert.float32ToInteger((int) value, size, rounding, environment)
                    : FloatConvert.float64ToInteger(value, size, rounding, environment);
            conclude(cpu);
            cpu.gpr[to] = result;
        }
    }
}
