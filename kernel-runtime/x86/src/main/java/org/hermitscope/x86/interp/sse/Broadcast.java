package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;

/// The lowest element of the source in all elements: VPBROADCASTx, VBROADCASTSS, MOVDDUP of 128 bits.
final class Broadcast extends SseOperation {
    private final int to;
    private final Source source;
    private final int width;
    private final int lanes;

    /// @param width bits of an element, 8 to 64
    Broadcast(Instruction instruction, int width) {
        super(instruction);
        this.to = lane(instruction.operand(0));
        this.source = Source.unaligned(instruction.operand(1));
        this.width = width;
        this.lanes = instruction.vectorWidth() == 256 ? 4 : 2;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long element = source.low(cpu, source.address(cpu), width) & -1L >>> 64 - width;
        for (int bits = width; bits < 64; bits *= 2) {
            element |= element << bits;
        }
        for (int i = 0; i < lanes; i++) {
            cpu.vector[to + i] = element;
        }
        if (lanes == 2) {
            clearUpper(cpu, to);
        }
    }
}
