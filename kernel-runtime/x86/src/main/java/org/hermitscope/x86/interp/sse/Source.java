package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// A vector operand that is read: a register, or memory in pieces of 64 bits.
///
/// The address is asked for once and passed back for each piece; a register's is 0. Whoever uses it loads all
/// pieces before writing anything.
final class Source {
    private final int register;
    private final @Nullable EffectiveAddress address;
    private final int misaligned;

    private Source(Operand operand, int misaligned) {
        this.misaligned = misaligned;
        if (operand instanceof Operand.Memory memory) {
            this.register = 0;
            this.address = EffectiveAddress.of(memory);
        } else {
            this.register = SseOperation.lane(operand);
            this.address = null;
        }
    }

    /// Memory of any alignment.
    static Source unaligned(Operand operand) {
        return new Source(operand, 0);
    }

    /// Memory as most instructions want it: legacy SSE 16-byte aligned, VEX at any address.
    static Source of(Instruction instruction, Operand operand) {
        return new Source(operand, instruction.vex() ? 0 : 15);
    }

    /// Address of the operand; #GP where alignment is wanted and absent.
    long address(Cpu cpu) {
        if (address == null) {
            return 0;
        }
        long linear = address.of(cpu);
        if ((linear & misaligned) != 0) {
            throw cpu.generalProtection();
        }
        return linear;
    }

    /// 64-bit lane by number.
    long lane(Cpu cpu, long address, int number) {
        return this.address == null ? cpu.vector[register + number] : cpu.memory.load64(address + 8L * number);
    }

    /// The lowest 8, 16, 32 or 64 bits, zero extended where they are in memory; a register's upper bits are not
    /// cut off.
    long low(Cpu cpu, long address, int width) {
        return this.address == null ? cpu.vector[register] : cpu.memory.load(address, width);
    }

    boolean isMemory() {
        return address != null;
    }
}
