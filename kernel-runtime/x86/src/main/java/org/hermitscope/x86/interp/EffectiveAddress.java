package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Operand;

/// Computes a memory operand's linear address. The shapes that programs use most have a class each, so that the call is
/// cheap; the rest share the general one.
public abstract class EffectiveAddress {
    /// Linear address: segment base plus effective address.
    public abstract long of(Cpu cpu);

    /// The shape for an operand.
    public static EffectiveAddress of(Operand.Memory memory) {
        boolean flat = memory.segment() != CpuState.FS && memory.segment() != CpuState.GS && memory.addressWidth() == 64;
        if (flat && memory.vectorWidth() == 0) {
            if (memory.index() == Operand.Memory.NONE) {
                return memory.base() == Operand.Memory.NONE || memory.base() == Operand.Memory.RIP
                        ? new Absolute(memory.displacement())
                        : new Base(memory.base(), memory.displacement());
            }
            int shift = Integer.numberOfTrailingZeros(memory.scale());
            if (memory.base() != Operand.Memory.NONE) {
                return new BaseIndex(memory.base(), memory.index(), shift, memory.displacement());
            }
        }
        return new General(memory);
    }

    private static final class Absolute extends EffectiveAddress {
        private final long address;

        Absolute(long address) {
            this.address = address;
        }

        @Override
        public long of(Cpu cpu) {
            return address;
        }
    }

    private static final class Base extends EffectiveAddress {
        private final int base;
        private final long displacement;

        Base(int base, long displacement) {
            this.base = base;
            this.displacement = displacement;
        }

        @Override
        public long of(Cpu cpu) {
            return cpu.gpr[base] + displacement;
        }
    }

    private static final class BaseIndex extends EffectiveAddress {
        private final int base;
        private final int index;
        private final int shift;
        private final long displacement;

        BaseIndex(int base, int index, int shift, long displacement) {
            this.base = base;
            this.index = index;
            this.shift = shift;
            this.displacement = displacement;
        }

        @Override
        public long of(Cpu cpu) {
            return cpu.gpr[base] + (cpu.gpr[index] << shift) + displacement;
        }
    }

    /// Any segment and address width.
    private static final class General extends EffectiveAddress {
        private final Operand.Memory memory;
        private final int shift;

        General(Operand.Memory memory) {
            this.memory = memory;
            this.shift = Integer.numberOfTrailingZeros(memory.scale());
        }

        @Override
        public long of(Cpu cpu) {
            return linear(cpu, memory, offset(cpu));
        }

        private long offset(Cpu cpu) {
            long sum = memory.displacement();
            if (memory.base() >= 0 && memory.base() != Operand.Memory.RIP) {
                sum += cpu.gpr[memory.base()];
            }
            if (memory.index() >= 0 && memory.vectorWidth() == 0) {
                sum += cpu.gpr[memory.index()] << shift;
            }
            return wrap(sum, memory.addressWidth());
        }
    }

    /// An offset as an address of `width` bits.
    public static long wrap(long offset, int width) {
        return switch (width) {
            case 16 -> offset & 0xffff;
            case 32 -> offset & 0xffff_ffffL;
            default -> offset;
        };
    }

    /// Adds the segment base. In 64-bit mode only FS and GS have one (SDM 3A 3.4.4).
    public static long linear(Cpu cpu, Operand.Memory memory, long offset) {
        return memory.segment() >= CpuState.FS ? cpu.state.segments[memory.segment()].base + offset : offset;
    }
}
