package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.PackedConvert;
import org.hermitscope.x86.semantics.PackedMultiply;

/// Instructions whose low result lane comes from the first operand alone and whose high one from the second:
/// packs and horizontal sums.
final class Horizontal extends VectorOperation {
    private final Op op;

    Horizontal(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
    }

    @Override
    void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
        result[at] = lane(op, a0, a1);
        result[at + 1] = lane(op, b0, b1);
    }

    /// One result lane from two lanes.
    static long lane(Op op, long low, long high) {
        return switch (op) {
            case PACKSSWB -> PackedConvert.packsswb(low, high);
            case PACKUSWB -> PackedConvert.packuswb(low, high);
            case PACKSSDW -> PackedConvert.packssdw(low, high);
            case PACKUSDW -> PackedConvert.packusdw(low, high);
            case PHADDW -> PackedMultiply.phaddw(low, high);
            case PHADDD -> PackedMultiply.phaddd(low, high);
            case PHADDSW -> PackedMultiply.phaddsw(low, high);
            case PHSUBW -> PackedMultiply.phsubw(low, high);
            case PHSUBD -> PackedMultiply.phsubd(low, high);
            case PHSUBSW -> PackedMultiply.phsubsw(low, high);
            default -> throw new IllegalStateException("no horizontal instruction: " + op);
        };
    }
}
