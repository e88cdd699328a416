package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Aes;
import org.hermitscope.x86.semantics.PackedInteger;
import org.hermitscope.x86.semantics.Shuffle;

/// Instructions with one source of the result's width; the first one is unused.
final class Unary extends VectorOperation {
    private final Op op;
    private final int control;

    Unary(Instruction instruction) {
        super(instruction, lane(instruction.operand(0)), Source.of(instruction, instruction.operand(1)));
        this.op = instruction.op();
        this.control = instruction.operands().size() > 2 ? immediate(instruction) : 0;
    }

    @Override
    void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
        switch (op) {
            case PSHUFD, VPERMILPS -> {
                result[at] = Shuffle.pshufd(b0, b1, control);
                result[at + 1] = Shuffle.pshufd(b0, b1, control >>> 4);
            }
            case PSHUFLW -> {
                result[at] = Shuffle.pshufw(b0, control);
                result[at + 1] = b1;
            }
            case PSHUFHW -> {
                result[at] = b0;
                result[at + 1] = Shuffle.pshufw(b1, control);
            }
            case VPERMILPD -> {
                int bits = control >>> (at & 2);
                result[at] = (bits & 1) == 0 ? b0 : b1;
                result[at + 1] = (bits & 2) == 0 ? b0 : b1;
            }
            case PABSB -> {
                result[at] = PackedInteger.pabsb(b0);
                result[at + 1] = PackedInteger.pabsb(b1);
            }
            case PABSW -> {
                result[at] = PackedInteger.pabsw(b0);
                result[at + 1] = PackedInteger.pabsw(b1);
            }
            case PABSD -> {
                result[at] = PackedInteger.pabsd(b0);
                result[at + 1] = PackedInteger.pabsd(b1);
            }
            case MOVSLDUP -> {
                result[at] = Shuffle.pshufd(b0, b0, 0);
                result[at + 1] = Shuffle.pshufd(b1, b1, 0);
            }
            case MOVSHDUP -> {
                result[at] = Shuffle.pshufd(b0, b0, 5);
                result[at + 1] = Shuffle.pshufd(b1, b1, 5);
            }
            case MOVDDUP -> {
                result[at] = b0;
                result[at + 1] = b0;
            }
            case PHMINPOSUW -> {
                result[at] = Shuffle.phminposuw(b0, b1);
                result[at + 1] = 0;
            }
            case AESIMC -> {
                result[at] = Aes.inverseMixColumns(b0);
                result[at + 1] = Aes.inverseMixColumns(b1);
            }
            case AESKEYGENASSIST -> {
                result[at] = Aes.keygenAssist(b0, control);
                result[at + 1] = Aes.keygenAssist(b1, control);
            }
            default -> throw new IllegalStateException("no instruction of one source: " + op);
        }
    }
}
