package org.hermitscope.x86.interp.mmx;

import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.PackedConvert;
import org.hermitscope.x86.semantics.PackedInteger;
import org.hermitscope.x86.semantics.PackedMultiply;
import org.hermitscope.x86.semantics.PackedShift;
import org.hermitscope.x86.semantics.Shuffle;

/// Which function an instruction with two MMX operands stands for.
final class MmxLane {
    private MmxLane() {}

    /// Whether [#compute] knows the instruction.
    static boolean knows(Op op) {
        return switch (op) {
            case PADDB, PADDW, PADDD, PADDQ, PSUBB, PSUBW, PSUBD, PSUBQ -> true;
            case PADDSB, PADDSW, PADDUSB, PADDUSW, PSUBSB, PSUBSW, PSUBUSB, PSUBUSW -> true;
            case PCMPEQB, PCMPEQW, PCMPEQD, PCMPGTB, PCMPGTW, PCMPGTD -> true;
            case PMINUB, PMAXUB, PMINSW, PMAXSW, PAVGB, PAVGW -> true;
            case PSIGNB, PSIGNW, PSIGND, PABSB, PABSW, PABSD -> true;
            case PAND, PANDN, POR, PXOR -> true;
            case PMULLW, PMULHW, PMULHUW, PMULHRSW, PMULUDQ, PMADDWD, PMADDUBSW, PSADBW -> true;
            case PHADDW, PHADDD, PHADDSW, PHSUBW, PHSUBD, PHSUBSW -> true;
            case PSLLW, PSLLD, PSLLQ, PSRLW, PSRLD, PSRLQ, PSRAW, PSRAD -> true;
            case PACKSSWB, PACKUSWB, PACKSSDW -> true;
            case PUNPCKLBW, PUNPCKLWD, PUNPCKLDQ, PUNPCKHBW, PUNPCKHWD, PUNPCKHDQ, PSHUFB -> true;
            default -> false;
        };
    }

    static long compute(Op op, long a, long b) {
        return switch (op) {
            case PADDB -> PackedInteger.paddb(a, b);
            case PADDW -> PackedInteger.paddw(a, b);
            case PADDD -> PackedInteger.paddd(a, b);
            case PADDQ -> a + b;
            case PSUBB -> PackedInteger.psubb(a, b);
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
            case PCMPEQB -> PackedInteger.pcmpeqb(a, b);
            case PCMPEQW -> PackedInteger.pcmpeqw(a, b);
            case PCMPEQD -> PackedInteger.pcmpeqd(a, b);
            case PCMPGTB -> PackedInteger.pcmpgtb(a, b);
            case PCMPGTW -> PackedInteger.pcmpgtw(a, b);
            case PCMPGTD -> PackedInteger.pcmpgtd(a, b);
            case PMINUB -> PackedInteger.pminub(a, b);
            case PMAXUB -> PackedInteger.pmaxub(a, b);
            case PMINSW -> PackedInteger.pminsw(a, b);
            case PMAXSW -> PackedInteger.pmaxsw(a, b);
            case PAVGB -> PackedInteger.pavgb(a, b);
            case PAVGW -> PackedInteger.pavgw(a, b);
            case PSIGNB -> PackedInteger.psignb(a, b);
            case PSIGNW -> PackedInteger.psignw(a, b);
            case PSIGND -> PackedInteger.psignd(a, b);
            case PABSB -> PackedInteger.pabsb(b);
            case PABSW -> PackedInteger.pabsw(b);
            case PABSD -> PackedInteger.pabsd(b);
            case PAND -> a & b;
            case PANDN -> ~a & b;
            case POR -> a | b;
            case PXOR -> a ^ b;
            default -> mixing(op, a, b);
        };
    }

    /// Instructions in which elements multiply, shift or change places.
    private static long mixing(Op op, long a, long b) {
        return switch (op) {
            case PMULLW -> PackedMultiply.pmullw(a, b);
            case PMULHW -> PackedMultiply.pmulhw(a, b);
            case PMULHUW -> PackedMultiply.pmulhuw(a, b);
            case PMULHRSW -> PackedMultiply.pmulhrsw(a, b);
            case PMULUDQ -> PackedMultiply.pmuludq(a, b);
            case PMADDWD -> PackedMultiply.pmaddwd(a, b);
            case PMADDUBSW -> PackedMultiply.pmaddubsw(a, b);
            case PSADBW -> PackedMultiply.psadbw(a, b);
            case PHADDW -> PackedMultiply.phaddw(a, b);
            case PHADDD -> PackedMultiply.phaddd(a, b);
            case PHADDSW -> PackedMultiply.phaddsw(a, b);
            case PHSUBW -> PackedMultiply.phsubw(a, b);
            case PHSUBD -> PackedMultiply.phsubd(a, b);
            case PHSUBSW -> PackedMultiply.phsubsw(a, b);
            case PSLLW -> PackedShift.psllw(a, b);
            case PSLLD -> PackedShift.pslld(a, b);
            case PSLLQ -> PackedShift.psllq(a, b);
            case PSRLW -> PackedShift.psrlw(a, b);
            case PSRLD -> PackedShift.psrld(a, b);
            case PSRLQ -> PackedShift.psrlq(a, b);
            case PSRAW -> PackedShift.psraw(a, b);
            case PSRAD -> PackedShift.psrad(a, b);
            case PACKSSWB -> PackedConvert.packsswb(a, b);
            case PACKUSWB -> PackedConvert.packuswb(a, b);
            case PACKSSDW -> PackedConvert.packssdw(a, b);
            case PUNPCKLBW -> PackedConvert.punpcklbw(a, b);
            case PUNPCKLWD -> PackedConvert.punpcklwd(a, b);
            case PUNPCKLDQ -> PackedConvert.punpckldq(a, b);
            case PUNPCKHBW -> PackedConvert.punpckhbw(a, b);
            case PUNPCKHWD -> PackedConvert.punpckhwd(a, b);
            case PUNPCKHDQ -> PackedConvert.punpckhdq(a, b);
            case PSHUFB -> Shuffle.pshufb(a, b);
            default -> throw new IllegalStateException("no MMX instruction: " + op);
        };
    }
}
