package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.semantics.BinaryField;
import org.jspecify.annotations.Nullable;

/// CRC32: SSE4.2, but on general registers only.
final class Checksum extends Operation {
    private final int to;
    private final int from;
    private final int shift;
    private final int width;
    private final @Nullable EffectiveAddress address;

    Checksum(Instruction instruction) {
        this.to = SseOperation.number(instruction.operand(0));
        Operand source = instruction.operand(1);
        this.width = source.width();
        this.address = source instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
        this.from = source instanceof Operand.Register register ? register.number() : 0;
        this.shift = source instanceof Operand.Register high && high.file() == RegisterFile.HIGH_BYTE ? 8 : 0;
    }

    @Override
    public void execute(Cpu cpu) {
        long data = address == null ? cpu.gpr[from] >>> shift : cpu.memory.load(address.of(cpu), width);
        cpu.gpr[to] = BinaryField.crc32((int) cpu.gpr[to], data, width) & 0xffff_ffffL;
    }
}
