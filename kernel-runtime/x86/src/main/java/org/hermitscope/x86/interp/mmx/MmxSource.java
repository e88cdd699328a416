package org.hermitscope.x86.interp.mmx;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// An operand of at most 64 bits that is read: an MMX register, memory, or an immediate.
final class MmxSource {
    private final int register;
    private final @Nullable EffectiveAddress address;
    private final int width;
    private final boolean constant;
    private final long value;

    MmxSource(Operand operand) {
        this.register = operand instanceof Operand.Register named ? named.number() : 0;
        this.address = operand instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
        this.width = operand.width();
        this.constant = operand instanceof Operand.Immediate;
        this.value = operand instanceof Operand.Immediate immediate ? immediate.value() & 0xff : 0;
    }

    long read(Cpu cpu) {
        if (address != null) {
            return cpu.memory.load(address.of(cpu), width);
        }
        return constant ? value : cpu.fpu.significand[register];
    }

    boolean isMemory() {
        return address != null;
    }
}
