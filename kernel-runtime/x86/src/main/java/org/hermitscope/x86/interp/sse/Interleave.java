package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.PackedConvert;

/// PUNPCKxx and UNPCKxx: elements of the two low lanes, or of the two high ones, in turn.
final class Interleave extends VectorOperation {
    private final Op op;

    Interleave(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
    }

    @Override
    void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
        boolean high = switch (op) {
            case PUNPCKHBW, PUNPCKHWD, PUNPCKHDQ, PUNPCKHQDQ, UNPCKHPS, UNPCKHPD -> true;
            default -> false;
        };
        long a = high ? a1 : a0;
        long b = high ? b1 : b0;
        switch (op) {
            case PUNPCKLBW, PUNPCKHBW -> {
                result[at] = PackedConvert.punpcklbw(a, b);
                result[at + 1] = PackedConvert.punpckhbw(a, b);
            }
            case PUNPCKLWD, PUNPCKHWD -> {
                result[at] = PackedConvert.punpcklwd(a, b);
                result[at + 1] = PackedConvert.punpckhwd(a, b);
            }
            case PUNPCKLDQ, PUNPCKHDQ, UNPCKLPS, UNPCKHPS -> {
                result[at] = PackedConvert.punpckldq(a, b);
                result[at + 1] = PackedConvert.punpckhdq(a, b);
            }
            default -> {
                result[at] = a;
                result[at + 1] = b;
            }
        }
    }
}
