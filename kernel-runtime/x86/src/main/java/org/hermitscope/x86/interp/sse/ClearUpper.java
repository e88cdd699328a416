package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;

/// VZEROUPPER and VZEROALL.
final class ClearUpper extends SseOperation {
    private final boolean all;

    ClearUpper(Instruction instruction) {
        super(instruction);
        this.all = instruction.op() == Op.VZEROALL;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        for (int i = 0; i < cpu.vector.length; i++) {
            if (all || (i & 2) != 0) {
                cpu.vector[i] = 0;
            }
        }
    }
}
