package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// VEXTRACTF128, VEXTRACTI128.
final class ExtractHalf extends SseOperation {
    private final int to;
    private final @Nullable EffectiveAddress address;
    private final int from;

    ExtractHalf(Instruction instruction) {
        super(instruction);
        Operand destination = instruction.operand(0);
        this.to = isMemory(destination) ? 0 : lane(destination);
        this.address = destination instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
        this.from = lane(instruction.operand(1)) + 2 * (immediate(instruction) & 1);
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long low = cpu.vector[from];
        long high = cpu.vector[from + 1];
        if (address == null) {
            cpu.vector[to] = low;
            cpu.vector[to + 1] = high;
            clearUpper(cpu, to);
        } else {
            long linear = address.of(cpu);
            cpu.memory.checkStore(linear, 16);
            cpu.memory.store64(linear, low);
            cpu.memory.store64(linear + 8, high);
        }
    }
}
