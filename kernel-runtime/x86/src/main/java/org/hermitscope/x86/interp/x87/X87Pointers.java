package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// The last instruction, data pointer and opcode registers (SDM 1 8.1.7 and 8.1.8).
///
/// As on processors whose CPUID says FDP_EXCPTN_ONLY, opcode and data pointer are updated by instructions that
/// raise an unmasked exception; the instruction pointer always. Selectors are not kept.
final class X87Pointers {
    private static final int ESCAPE = 0xd8;
    private static final int LONGEST = 15;

    final long instruction;
    private final boolean codeBase;
    private final @Nullable EffectiveAddress operand;

    X87Pointers(Instruction instruction) {
        this.instruction = instruction.address();
        this.codeBase = instruction.mode() != Mode.BITS_64;
        this.operand = instruction.operands().isEmpty() || !(instruction.operand(0) instanceof Operand.Memory memory)
                ? null
                : EffectiveAddress.of(withoutBase(memory));
    }

    /// The data pointer is an offset: FS and GS bases do not belong to it.
    private static Operand.Memory withoutBase(Operand.Memory memory) {
        return new Operand.Memory(
                CpuState.DS,
                memory.base(),
                memory.index(),
                memory.scale(),
                memory.displacement(),
                memory.width(),
                memory.addressWidth(),
                memory.vectorWidth());
    }

    void record(Cpu cpu) {
        FpuState fpu = cpu.fpu;
        fpu.lastOpcode = opcode(cpu);
        if (operand != null) {
            fpu.lastOperand = operand.of(cpu);
        }
    }

    /// Low three bits of the first opcode byte and all of the second. Decoded instructions do not keep their
    /// bytes, and this is rare enough to read them again.
    private int opcode(Cpu cpu) {
        long at = codeBase ? cpu.state.segments[CpuState.CS].base + instruction : instruction;
        for (int i = 0; i < LONGEST - 1; i++) {
            int code = cpu.memory.fetch(at + i);
            if ((code & ~7) == ESCAPE) {
                return (code & 7) << 8 | cpu.memory.fetch(at + i + 1);
            }
        }
        return 0;
    }
}
