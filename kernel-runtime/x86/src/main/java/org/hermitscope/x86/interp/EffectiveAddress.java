package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Operand;

/// Computes a memory operand's linear address.
///
/// One class with a switch over the shapes that programs use most, not a class for each: HotSpot inlines it into
/// every operation, where a virtual call would be a second unpredictable jump (measured: 10 to 20 % of all
/// interpretation).
public final class EffectiveAddress {
    private static final int ABSOLUTE = 0;
    private static final int BASE = 1;
    private static final int BASE_INDEX = 2;
    private static final int GENERAL = 3;

    private final int shape;
    private final int base;
    private final int index;
    private final int shift;
    private final long displacement;
    private final Operand.Memory operand;

    private EffectiveAddress(Operand.Memory operand) {
        this.operand = operand;
        this.shape = shape(operand);
        this.base = operand.base();
        this.index = operand.index();
        this.shift = Integer.numberOfTrailingZeros(operand.scale());
        this.displacement = operand.displacement();
    }

    public static EffectiveAddress of(Operand.Memory memory) {
        return new EffectiveAddress(memory);
    }

    private static int shape(Operand.Memory memory) {
        boolean flat =
                memory.segment() != CpuState.FS && memory.segment() != CpuState.GS && memory.addressWidth() == 64;
        if (!flat || memory.vectorWidth() != 0) {
            return GENERAL;
        }
        boolean based = memory.base() != Operand.Memory.NONE && memory.base() != Operand.Memory.RIP;
        if (memory.index() == Operand.Memory.NONE) {
            return based ? BASE : ABSOLUTE;
        }
        return based ? BASE_INDEX : GENERAL;
    }

    /// Linear address: segment base plus effective address.
    public long of(Cpu cpu) {
        if (shape == BASE) {
            return cpu.gpr[base] + displacement;
        }
        if (shape == BASE_INDEX) {
            return cpu.gpr[base] + (cpu.gpr[index] << shift) + displacement;
        }
        return shape == ABSOLUTE ? displacement : linear(cpu, operand, offset(cpu));
    }

    private long offset(Cpu cpu) {
        long sum = displacement;
        if (base >= 0 && base != Operand.Memory.RIP) {
            sum += cpu.gpr[base];
        }
        if (index >= 0 && operand.vectorWidth() == 0) {
            sum += cpu.gpr[index] << shift;
        }
        return wrap(sum, operand.addressWidth());
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
