package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Shuffle;

/// PBLENDVB, BLENDVPS, BLENDVPD: elements chosen by the highest bits of a third register, XMM0 but with VEX.
final class BlendVariable extends SseOperation {
    private final Op op;
    private final int to;
    private final int a;
    private final Source b;
    private final int mask;
    private final int lanes;

    BlendVariable(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        this.a = lane(first(instruction));
        this.b = Source.of(instruction, second(instruction));
        this.mask = vex ? maskRegister(instruction.operand(3)) : 0;
        this.lanes = instruction.vectorWidth() == 256 ? 4 : 2;
    }

    /// The register that bits 7:4 of the last byte name, whether it was decoded as a register or not.
    private static int maskRegister(Operand operand) {
        return switch (operand) {
            case Operand.Immediate immediate -> 4 * ((int) immediate.value() >>> 4 & 15);
            default -> lane(operand);
        };
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long[] vector = cpu.vector;
        long address = b.address(cpu);
        long b0 = b.lane(cpu, address, 0);
        long b1 = b.lane(cpu, address, 1);
        if (lanes == 4) {
            long b2 = b.lane(cpu, address, 2);
            long b3 = b.lane(cpu, address, 3);
            blend(vector, 2, b2);
            blend(vector, 3, b3);
        }
        blend(vector, 0, b0);
        blend(vector, 1, b1);
        if (lanes == 2) {
            clearUpper(cpu, to);
        }
    }

    private void blend(long[] vector, int lane, long chosen) {
        long selector = vector[mask + lane];
        long ones = switch (op) {
            case PBLENDVB -> Shuffle.byteMask(selector);
            case BLENDVPS -> Shuffle.doublewordMask(selector);
            default -> selector >> 63;
        };
        vector[to + lane] = Shuffle.blend(vector[a + lane], chosen, ones);
    }
}
