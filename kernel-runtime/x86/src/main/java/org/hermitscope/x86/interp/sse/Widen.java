package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.PackedConvert;

/// PMOVSXxx and PMOVZXxx: the source's lowest elements, each one wider.
final class Widen extends SseOperation {
    private final Op op;
    private final int to;
    private final Source source;
    private final int laneBits;
    private final int lanes;

    Widen(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
        this.to = lane(instruction.operand(0));
        this.source = Source.unaligned(instruction.operand(1));
        this.laneBits = switch (op) {
            case PMOVSXBQ, PMOVZXBQ -> 8;
            case PMOVSXBD, PMOVZXBD, PMOVSXWQ, PMOVZXWQ -> 16;
            default -> 32;
        };
        this.lanes = instruction.vectorWidth() == 256 ? 4 : 2;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        long address = source.address(cpu);
        int bits = lanes * laneBits;
        long low = source.low(cpu, address, Math.min(bits, 64));
        long high = bits > 64 ? source.lane(cpu, address, 1) : 0;
        long[] vector = cpu.vector;
        for (int i = 0; i < lanes; i++) {
            int at = i * laneBits;
            vector[to + i] = widen((at < 64 ? low : high) >>> at);
        }
        if (lanes == 2) {
            clearUpper(cpu, to);
        }
    }

    private long widen(long a) {
        return switch (op) {
            case PMOVSXBW -> PackedConvert.pmovsxbw(a);
            case PMOVSXBD -> PackedConvert.pmovsxbd(a);
            case PMOVSXBQ -> PackedConvert.pmovsxbq(a);
            case PMOVSXWD -> PackedConvert.pmovsxwd(a);
            case PMOVSXWQ -> PackedConvert.pmovsxwq(a);
            case PMOVSXDQ -> PackedConvert.pmovsxdq(a);
            case PMOVZXBW -> PackedConvert.pmovzxbw(a);
            case PMOVZXBD -> PackedConvert.pmovzxbd(a);
            case PMOVZXBQ -> PackedConvert.pmovzxbq(a);
            case PMOVZXWD -> PackedConvert.pmovzxwd(a);
            case PMOVZXWQ -> PackedConvert.pmovzxwq(a);
            default -> PackedConvert.pmovzxdq(a);
        };
    }
}
