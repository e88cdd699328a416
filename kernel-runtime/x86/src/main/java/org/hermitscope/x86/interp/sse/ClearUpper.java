package org.hermitscope.x86.interp.sse;

import java.util.Arrays;
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
        long[] vector = cpu.vector;
        if (all) {
            Arrays.fill(vector, 0);
            return;
        }
        for (int i = 2; i < vector.length; i += 4) {
            vector[i] = 0;
            vector[i + 1] = 0;
        }
    }
}
