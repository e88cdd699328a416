package org.hermitscope.x86.interp.sse;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.StringCompare;

/// PCMPESTRI, PCMPESTRM, PCMPISTRI, PCMPISTRM.
final class StringOperation extends SseOperation {
    private final boolean explicit;
    private final boolean index;
    private final boolean quadword;
    private final int a;
    private final Source b;
    private final int control;

    StringOperation(Instruction instruction) {
        super(instruction);
        Op op = instruction.op();
        this.explicit = op == Op.PCMPESTRI || op == Op.PCMPESTRM;
        this.index = op == Op.PCMPESTRI || op == Op.PCMPISTRI;
        this.quadword = instruction.operandWidth() == 64;
        this.a = lane(instruction.operand(0));
        this.b = Source.unaligned(instruction.operand(1));
        this.control = immediate(instruction);
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long address = b.address(cpu);
        long b0 = b.lane(cpu, address, 0);
        long b1 = b.lane(cpu, address, 1);
        long a0 = cpu.vector[a];
        long a1 = cpu.vector[a + 1];
        int aLength = explicit ? length(cpu.gpr[CpuState.RAX]) : StringCompare.implicitLength(a0, a1, control);
        int bLength = explicit ? length(cpu.gpr[CpuState.RDX]) : StringCompare.implicitLength(b0, b1, control);
        int result = StringCompare.compare(a0, a1, aLength, b0, b1, bLength, control);
        if (index) {
            cpu.gpr[CpuState.RCX] = StringCompare.index(result, control);
        } else {
            cpu.vector[0] = StringCompare.mask(result, control, 0);
            cpu.vector[1] = StringCompare.mask(result, control, 1);
            clearUpper(cpu, 0);
        }
        cpu.setStatusFlags(StringCompare.flags(result, aLength, bLength, control));
    }

    private int length(long register) {
        return StringCompare.explicitLength(quadword ? register : (int) register, control);
    }
}
