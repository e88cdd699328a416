package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.WideDivide;
import org.jspecify.annotations.Nullable;

/// MUL IMUL DIV IDIV MULX.
final class MultiplyDivide {
    private MultiplyDivide() {}

    static @Nullable Operation of(Instruction instruction) {
        int width = instruction.operandWidth();
        boolean one = instruction.operands().size() == 1;
        return switch (instruction.op()) {
            case MUL -> new MultiplyAccumulator(Place.of(instruction.operand(0)), width, false);
            case IMUL ->
                one
                        ? new MultiplyAccumulator(Place.of(instruction.operand(0)), width, true)
                        : new MultiplyRegister(instruction, width);
            case DIV -> new Divide(Place.of(instruction.operand(0)), width, false);
            case IDIV -> new Divide(Place.of(instruction.operand(0)), width, true);
            case MULX -> new MultiplyFlagless(instruction, width);
            default -> null;
        };
    }

    private static long signExtend(long value, int width) {
        return value << 64 - width >> 64 - width;
    }

    /// CF and OF tell that the upper half matters. The other status flags are undefined; they stay, as on AMD's
    /// processors.
    private static void setMultiplyFlags(Cpu cpu, boolean overflow) {
        int kept = cpu.statusFlags() & ~(Rflags.CF | Rflags.OF);
        cpu.setStatusFlags(overflow ? kept | Rflags.CF | Rflags.OF : kept);
    }

    private static final class MultiplyAccumulator extends Operation {
        private final Place from;
        private final int width;
        private final boolean signed;

        MultiplyAccumulator(Place from, int width, boolean signed) {
            this.from = from;
            this.width = width;
            this.signed = signed;
        }

        @Override
        public void execute(Cpu cpu) {
            long b = from.read(cpu);
            long a = cpu.gpr[CpuState.RAX];
            if (width == 64) {
                long high = signed ? Math.multiplyHigh(a, b) : Math.unsignedMultiplyHigh(a, b);
                long low = a * b;
                cpu.gpr[CpuState.RAX] = low;
                cpu.gpr[CpuState.RDX] = high;
                setMultiplyFlags(cpu, signed ? high != low >> 63 : high != 0);
                return;
            }
            long mask = (1L << width) - 1;
            long product = signed ? signExtend(a, width) * signExtend(b, width) : (a & mask) * b;
            boolean overflow = signed ? signExtend(product, width) != product : product >>> width != 0;
            switch (width) {
                case 8 -> cpu.gpr[CpuState.RAX] = a & ~0xffffL | product & 0xffff;
                case 16 -> {
                    cpu.gpr[CpuState.RAX] = a & ~mask | product & mask;
                    cpu.gpr[CpuState.RDX] = cpu.gpr[CpuState.RDX] & ~mask | product >>> 16 & mask;
                }
                default -> {
                    cpu.gpr[CpuState.RAX] = product & mask;
                    cpu.gpr[CpuState.RDX] = product >>> 32;
                }
            }
            setMultiplyFlags(cpu, overflow);
        }
    }

    /// IMUL with two or three operands.
    private static final class MultiplyRegister extends Operation {
        private final Place to;
        private final Place first;
        private final Place second;
        private final int width;

        MultiplyRegister(Instruction instruction, int width) {
            this.to = Place.of(instruction.operand(0));
            boolean two = instruction.operands().size() == 2;
            this.first = two ? to : Place.of(instruction.operand(1));
            this.second = Place.of(instruction.operand(two ? 1 : 2));
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = signExtend(first.read(cpu), width);
            long b = signExtend(second.read(cpu), width);
            long low = a * b;
            boolean overflow = width == 64 ? Math.multiplyHigh(a, b) != low >> 63 : signExtend(low, width) != low;
            to.write(cpu, 0, low);
            setMultiplyFlags(cpu, overflow);
        }
    }

    private static final class MultiplyFlagless extends Operation {
        private final Place high;
        private final Place low;
        private final Place from;
        private final int width;

        MultiplyFlagless(Instruction instruction, int width) {
            this.high = Place.of(instruction.operand(0));
            this.low = Place.of(instruction.operand(1));
            this.from = Place.of(instruction.operand(2));
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = cpu.gpr[CpuState.RDX];
            long b = from.read(cpu);
            if (width == 64) {
                low.write(cpu, 0, a * b);
                high.write(cpu, 0, Math.unsignedMultiplyHigh(a, b));
            } else {
                long product = (a & 0xffff_ffffL) * b;
                low.write(cpu, 0, product);
                high.write(cpu, 0, product >>> 32);
            }
        }
    }

    /// DIV and IDIV: flags are undefined and stay. #DE for a zero divisor and for a quotient that does not fit.
    private static final class Divide extends Operation {
        private final Place from;
        private final int width;
        private final boolean signed;

        Divide(Place from, int width, boolean signed) {
            this.from = from;
            this.width = width;
            this.signed = signed;
        }

        @Override
        public void execute(Cpu cpu) {
            long divisor = from.read(cpu);
            if (divisor == 0) {
                throw cpu.fault.with(Vector.DE, 0, 0);
            }
            if (width == 64) {
                divide64(cpu, divisor);
                return;
            }
            long a = cpu.gpr[CpuState.RAX];
            long mask = (1L << width) - 1;
            long dividend = width == 8 ? a & 0xffff : (cpu.gpr[CpuState.RDX] & mask) << width | a & mask;
            long quotient;
            long remainder;
            if (signed) {
                long value = signExtend(dividend, 2 * width);
                long by = signExtend(divisor, width);
                quotient = value / by;
                remainder = value % by;
                // The most negative 64-bit value divided by -1 wraps to itself, which this finds too large as
                // well.
                if (signExtend(quotient, width) != quotient) {
                    throw cpu.fault.with(Vector.DE, 0, 0);
                }
            } else {
                quotient = Long.divideUnsigned(dividend, divisor);
                remainder = Long.remainderUnsigned(dividend, divisor);
                if (quotient >>> width != 0) {
                    throw cpu.fault.with(Vector.DE, 0, 0);
                }
            }
            if (width == 8) {
                cpu.gpr[CpuState.RAX] = a & ~0xffffL | (remainder & 0xff) << 8 | quotient & 0xff;
            } else {
                store(cpu, CpuState.RAX, quotient);
                store(cpu, CpuState.RDX, remainder);
            }
        }

        private void store(Cpu cpu, int register, long value) {
            cpu.gpr[register] = width == 16 ? cpu.gpr[register] & ~0xffffL | value & 0xffff : value & 0xffff_ffffL;
        }

        private void divide64(Cpu cpu, long divisor) {
            long high = cpu.gpr[CpuState.RDX];
            long low = cpu.gpr[CpuState.RAX];
            if (signed ? !WideDivide.fitsSigned(high, low, divisor) : Long.compareUnsigned(high, divisor) >= 0) {
                throw cpu.fault.with(Vector.DE, 0, 0);
            }
            long quotient = signed ? WideDivide.signed(high, low, divisor) : WideDivide.unsigned(high, low, divisor);
            cpu.gpr[CpuState.RAX] = quotient;
            cpu.gpr[CpuState.RDX] = low - quotient * divisor;
        }
    }
}
