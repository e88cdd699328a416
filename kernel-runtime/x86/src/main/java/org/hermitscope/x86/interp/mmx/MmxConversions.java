package org.hermitscope.x86.interp.mmx;

import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.FloatConvert;
import org.hermitscope.x86.semantics.FloatEnvironment;
import org.hermitscope.x86.semantics.PackedFloat;
import org.jspecify.annotations.Nullable;

/// Conversions between two integers in an MMX register and two floating point numbers in an XMM register.
final class MmxConversions {
    private static final int CR4_OSXMMEXCPT = 1 << 10;

    private MmxConversions() {}

    abstract static class Conversion extends MmxOperation {
        final FloatEnvironment environment = new FloatEnvironment();

        /// Must come before anything is written: throws #XM for an unmasked exception, whose flag stays in
        /// MXCSR.
        final void conclude(Cpu cpu) {
            boolean trapped = environment.endsTrapped();
            if (environment.raised() != 0) {
                cpu.state.mxcsr = environment.mxcsr();
                if (trapped) {
                    throw (cpu.state.cr4 & CR4_OSXMMEXCPT) != 0
                            ? cpu.fault.with(Vector.XM, 0, 0)
                            : cpu.undefinedOpcode();
                }
            }
        }
    }

    /// CVTPI2PS and CVTPI2PD.
    static final class ToVector extends Conversion {
        private final boolean single;
        private final int to;
        private final MmxSource source;

        ToVector(Instruction instruction) {
            this.single = instruction.op() == Op.CVTPI2PS;
            this.to = 4 * number(instruction.operand(0));
            this.source = new MmxSource(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            // From memory, the x87 state is left alone: SDM 2A says so of CVTPI2PD, and processors do of
            // CVTPI2PS.
            boolean enters = !source.isMemory();
            if (enters) {
                begin(cpu);
            }
            long value = source.read(cpu);
            if (enters) {
                enter(cpu);
            }
            if (single) {
                environment.begin(cpu.state.mxcsr);
                long converted = PackedFloat.fromIntegers(value, environment);
                conclude(cpu);
                cpu.vector[to] = converted;
            } else {
                cpu.vector[to] = FloatConvert.int32ToFloat64((int) value);
                cpu.vector[to + 1] = FloatConvert.int32ToFloat64((int) (value >>> 32));
            }
        }
    }

    /// CVTPS2PI, CVTPD2PI and their truncating forms.
    static final class FromVector extends Conversion {
        private final boolean single;
        private final boolean truncates;
        private final int to;
        private final int register;
        private final @Nullable EffectiveAddress address;

        FromVector(Instruction instruction) {
            Op op = instruction.op();
            Operand source = instruction.operand(1);
            this.single = op == Op.CVTPS2PI || op == Op.CVTTPS2PI;
            this.truncates = op == Op.CVTTPS2PI || op == Op.CVTTPD2PI;
            this.to = number(instruction.operand(0));
            this.register = source instanceof Operand.Register named ? 4 * named.number() : 0;
            this.address = source instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            begin(cpu);
            long low;
            long high = 0;
            if (address == null) {
                low = cpu.vector[register];
                high = cpu.vector[register + 1];
            } else {
                long linear = address.of(cpu);
                if (!single && (linear & 15) != 0) {
                    throw cpu.generalProtection();
                }
                low = cpu.memory.load64(linear);
                if (!single) {
                    high = cpu.memory.load64(linear + 8);
                }
            }
            environment.begin(cpu.state.mxcsr);
            int rounding = truncates ? FloatEnvironment.TRUNCATE : environment.rounding();
            long converted = single
                    ? PackedFloat.toIntegers(low, rounding, environment)
                    : PackedFloat.pair((int) FloatConvert.float64ToInteger(low, 32, rounding, environment), (int)
                            FloatConvert.float64ToInteger(high, 32, rounding, environment));
            // A trapped conversion has entered MMX all the same.
            FpuState fpu = enter(cpu);
            conclude(cpu);
            write(fpu, to, converted);
        }
    }
}
