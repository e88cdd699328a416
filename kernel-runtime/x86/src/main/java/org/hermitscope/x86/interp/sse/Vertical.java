package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.BinaryField;
import org.hermitscope.x86.semantics.PackedInteger;
import org.hermitscope.x86.semantics.PackedMultiply;
import org.hermitscope.x86.semantics.PackedShift;

/// Integer instructions whose lanes do not mix.
final class Vertical extends VectorOperation {
    private final Op op;

    Vertical(Instruction instruction) {
        super(instruction);
        this.op = instruction.op();
    }

    @Override
    void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
        result[at] = lane(op, a0, b0);
        result[at + 1] = lane(op, a1, b1);
    }

    /// One 64-bit lane of a two-operand integer instruction.
    static long lane(Op op, long a, long b) {
        return switch (op) {
            case PADDB -> PackedInteger.paddb(a, b);
            case PADDW -> PackedInteger.paddw(a, b);
            case PSUBW -> PackedInteger.psubw(a, b);
            case PSUBD -> PackedInteger.psubd(a, b);
            case PSUBQ -> a - b;
            case PADDSB -> PackedInteger.paddsb(a, b);
            case PADDSW -> PackedInteger.paddsw(a, b);
            case PADDUSB -> PackedInteger.paddusb(a, b);
            case PADDUSW -> PackedInteger.paddusw(a, b);
            case PSUBSB -> PackedInteger.psubsb(a, b);
            case PSUBSW -> PackedInteger.psubsw(a, b);
            case PSUBUSB -> PackedInteger.psubusb(a, b);
            case PSUBUSW -> PackedInteger.psubusw(a, b);
            case PCMPEQW -> PackedInteger.pcmpeqw(a, b);
            case PCMPEQD -> PackedInteger.pcmpeqd(a, b);
            case PCMPEQQ -> PackedInteger.pcmpeqq(a, b);
            case PCMPGTB -> PackedInteger.pcmpgtb(a, b);
            case PCMPGTW -> PackedInteger.pcmpgtw(a, b);
            case PCMPGTD -> PackedInteger.pcmpgtd(a, b);
            case PCMPGTQ -> PackedInteger.pcmpgtq(a, b);
            case PMAXUB -> PackedInteger.pmaxub(a, b);
            case PMINSB -> PackedInteger.pminsb(a, b);
            case PMAXSB -> PackedInteger.pmaxsb(a, b);
            case PMINUW -> PackedInteger.pminuw(a, b);
            case PMAXUW -> PackedInteger.pmaxuw(a, b);
            case PMINSW -> PackedInteger.pminsw(a, b);
            case PMAXSW -> PackedInteger.pmaxsw(a, b);
            case PMINUD -> PackedInteger.pminud(a, b);
            case PMAXUD -> PackedInteger.pmaxud(a, b);
            case PMINSD -> PackedInteger.pminsd(a, b);
            case PMAXSD -> PackedInteger.pmaxsd(a, b);
            case PAVGB -> PackedInteger.pavgb(a, b);
            case PAVGW -> PackedInteger.pavgw(a, b);
            case PSIGNB -> PackedInteger.psignb(a, b);
            case PSIGNW -> PackedInteger.psignw(a, b);
            case PSIGND -> PackedInteger.psignd(a, b);
            default -> multiply(op, a, b);
        };
    }

    private static long multiply(Op op, long a, long b) {
        return switch (op) {
            case PMULLW -> PackedMultiply.pmullw(a, b);
            case PMULHW -> PackedMultiply.pmulhw(a, b);
            case PMULHUW -> PackedMultiply.pmulhuw(a, b);
            case PMULHRSW -> PackedMultiply.pmulhrsw(a, b);
            case PMULLD -> PackedMultiply.pmulld(a, b);
            case PMULUDQ -> PackedMultiply.pmuludq(a, b);
            case PMULDQ -> PackedMultiply.pmuldq(a, b);
            case PMADDWD -> PackedMultiply.pmaddwd(a, b);
            case PMADDUBSW -> PackedMultiply.pmaddubsw(a, b);
            case PSADBW -> PackedMultiply.psadbw(a, b);
            case GF2P8MULB -> BinaryField.multiplyBytes(a, b);
            case VPSLLVD -> PackedShift.psllvd(a, b);
            case VPSLLVQ -> PackedShift.psllq(a, b);
            case VPSRLVD -> PackedShift.psrlvd(a, b);
            case VPSRLVQ -> PackedShift.psrlq(a, b);
            case VPSRAVD -> PackedShift.psravd(a, b);
            default -> throw new IllegalStateException("no vertical instruction: " + op);
        };
    }
}
