package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.jspecify.annotations.Nullable;

/// The op objects of SSE to SSE4.2, AES, PCLMULQDQ, SHA and their VEX forms. Instructions whose vector operand
/// is an MMX register are not among them.
public final class SseOperations {
    private SseOperations() {}

    /// The op object; null when the instruction is none of this family.
    public static @Nullable Operation of(Instruction instruction) {
        if (usesMmx(instruction)) {
            return null;
        }
        @Nullable Operation made = FrequentOperations.of(instruction);
        if (made == null) {
            made = FrequentVertical.of(instruction);
        }
        if (made == null) {
            made = move(instruction);
        }
        if (made == null) {
            made = integer(instruction);
        }
        if (made == null) {
            made = floatingPoint(instruction);
        }
        if (made == null) {
            made = other(instruction);
        }
        if (made == null && instruction.vex()) {
            made = AvxOperations.of(instruction);
        }
        return made;
    }

    private static boolean usesMmx(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Register register && register.file() == RegisterFile.MMX) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Operation move(Instruction instruction) {
        return switch (instruction.op()) {
            case MOVAPS, MOVAPD, MOVDQA, MOVNTPS, MOVNTPD, MOVNTDQ, MOVNTDQA -> VectorMoves.of(instruction, true);
            case MOVUPS, MOVUPD, MOVDQU, LDDQU -> VectorMoves.of(instruction, false);
            case MOVSS -> ScalarMoves.of(instruction, 32);
            case MOVSD -> ScalarMoves.of(instruction, 64);
            case MOVD, MOVQ -> ScalarMoves.general(instruction);
            case MOVLPS, MOVLPD -> ScalarMoves.half(instruction, 0, 0);
            case MOVHPS, MOVHPD -> ScalarMoves.half(instruction, 1, 1);
            case MOVHLPS -> ScalarMoves.half(instruction, 0, 1);
            case MOVLHPS -> ScalarMoves.half(instruction, 1, 0);
            case PEXTRB -> Elements.extract(instruction, 8);
            case PEXTRW -> Elements.extract(instruction, 16);
            case PEXTRD, EXTRACTPS -> Elements.extract(instruction, 32);
            case PEXTRQ -> Elements.extract(instruction, 64);
            case PINSRB -> Elements.insert(instruction, 8);
            case PINSRW -> Elements.insert(instruction, 16);
            case PINSRD -> Elements.insert(instruction, 32);
            case PINSRQ -> Elements.insert(instruction, 64);
            case INSERTPS -> Elements.insertSingle(instruction);
            case PMOVMSKB, MOVMSKPS, MOVMSKPD -> Masks.of(instruction);
            default -> null;
        };
    }

    private static @Nullable Operation integer(Instruction instruction) {
        return switch (instruction.op()) {
            case PADDB, PADDW, PSUBW, PSUBD, PSUBQ -> new Vertical(instruction);
            case PADDSB, PADDSW, PADDUSB, PADDUSW, PSUBSB, PSUBSW, PSUBUSB, PSUBUSW -> new Vertical(instruction);
            case PCMPEQW, PCMPEQD, PCMPEQQ, PCMPGTB, PCMPGTW, PCMPGTD, PCMPGTQ -> new Vertical(instruction);
            case PMAXUB, PMINSB, PMAXSB, PMINUW, PMAXUW, PMINSW, PMAXSW -> new Vertical(instruction);
            case PMINUD, PMAXUD, PMINSD, PMAXSD, PAVGB, PAVGW -> new Vertical(instruction);
            case PSIGNB, PSIGNW, PSIGND -> new Vertical(instruction);
            case PMULLW, PMULHW, PMULHUW, PMULHRSW, PMULLD, PMULUDQ, PMULDQ -> new Vertical(instruction);
            case PMADDWD, PMADDUBSW, PSADBW -> new Vertical(instruction);
            case GF2P8MULB -> new Vertical(instruction);
            case PACKSSWB, PACKUSWB, PACKSSDW, PACKUSDW -> new Horizontal(instruction);
            case PHADDW, PHADDD, PHADDSW, PHSUBW, PHSUBD, PHSUBSW -> new Horizontal(instruction);
            case PUNPCKLBW, PUNPCKLWD, PUNPCKLDQ, PUNPCKLQDQ -> new Interleave(instruction);
            case PUNPCKHBW, PUNPCKHWD, PUNPCKHDQ, PUNPCKHQDQ -> new Interleave(instruction);
            case UNPCKLPS, UNPCKLPD, UNPCKHPS, UNPCKHPD -> new Interleave(instruction);
            case PSHUFB, SHUFPS, SHUFPD, PALIGNR, PBLENDW, BLENDPS, BLENDPD, MPSADBW -> new Permute(instruction);
            case GF2P8AFFINEQB, GF2P8AFFINEINVQB -> new Permute(instruction);
            case PSHUFD, PSHUFLW, PSHUFHW, PABSB, PABSW, PABSD, PHMINPOSUW -> new Unary(instruction);
            case MOVSLDUP, MOVSHDUP, AESIMC, AESKEYGENASSIST -> new Unary(instruction);
            case PSLLW, PSLLD, PSLLQ, PSLLDQ, PSRLW, PSRLD, PSRLQ, PSRLDQ, PSRAW, PSRAD -> new VectorShift(instruction);
            case PBLENDVB, BLENDVPS, BLENDVPD -> new BlendVariable(instruction);
            case PMOVSXBW, PMOVSXBD, PMOVSXBQ, PMOVSXWD, PMOVSXWQ, PMOVSXDQ -> new Widen(instruction);
            case PMOVZXBW, PMOVZXBD, PMOVZXBQ, PMOVZXWD, PMOVZXWQ, PMOVZXDQ -> new Widen(instruction);
            case AESENC, AESENCLAST, AESDEC, AESDECLAST, PCLMULQDQ -> new Crypto(instruction);
            case SHA1NEXTE, SHA1MSG1, SHA1MSG2, SHA1RNDS4 -> new Crypto(instruction);
            case SHA256MSG1, SHA256MSG2, SHA256RNDS2 -> new Crypto(instruction);
            case MOVDDUP -> instruction.vectorWidth() == 256 ? new Unary(instruction) : new Broadcast(instruction, 64);
            default -> null;
        };
    }

    private static @Nullable Operation floatingPoint(Instruction instruction) {
        return switch (instruction.op()) {
            case ADDPS, ADDPD, SUBPS, SUBPD, MULPS, MULPD, DIVPS, DIVPD -> new PackedArithmetic(instruction, 2, 0);
            case MINPS, MINPD, MAXPS, MAXPD, ADDSUBPS -> new PackedArithmetic(instruction, 2, 0);
            case CMPPS, CMPPD -> new PackedArithmetic(instruction, 2, predicate(instruction));
            case SQRTPS, SQRTPD, CVTDQ2PS, CVTPS2DQ, CVTTPS2DQ -> new PackedArithmetic(instruction, 1, 0);
            case ROUNDPS, ROUNDPD -> new PackedArithmetic(instruction, 1, SseOperation.immediate(instruction));
            case ADDSS, SUBSS, MULSS, DIVSS, MINSS, MAXSS, SQRTSS -> new ScalarArithmetic(instruction, 32, 32, 0);
            case ADDSD, SUBSD, MULSD, DIVSD, MINSD, MAXSD, SQRTSD -> new ScalarArithmetic(instruction, 64, 64, 0);
            case CMPSS -> new ScalarArithmetic(instruction, 32, 32, predicate(instruction));
            case CMPSD -> new ScalarArithmetic(instruction, 64, 64, predicate(instruction));
            case ROUNDSS -> new ScalarArithmetic(instruction, 32, 32, SseOperation.immediate(instruction));
            case ROUNDSD -> new ScalarArithmetic(instruction, 64, 64, SseOperation.immediate(instruction));
            case CVTSS2SD -> new ScalarArithmetic(instruction, 32, 64, 0);
            case CVTSD2SS -> new ScalarArithmetic(instruction, 64, 32, 0);
            case ADDSUBPD, HADDPS, HADDPD, HSUBPS, HSUBPD -> new HorizontalArithmetic(instruction);
            case DPPS, DPPD -> new DotProduct(instruction);
            case CVTPD2PS, CVTPD2DQ, CVTTPD2DQ, CVTPS2PD, CVTDQ2PD -> Convert.of(instruction);
            case CVTSI2SS, CVTSI2SD, CVTSS2SI, CVTSD2SI, CVTTSS2SI, CVTTSD2SI -> GeneralConvert.of(instruction);
            case COMISS, COMISD, UCOMISS, UCOMISD, PTEST, VTESTPS, VTESTPD -> Compares.of(instruction);
            case RCPPS, RCPSS, RSQRTPS, RSQRTSS -> new Estimates(instruction);
            default -> null;
        };
    }

    /// Legacy comparisons have 8 predicates, VEX ones 32.
    private static int predicate(Instruction instruction) {
        return SseOperation.immediate(instruction) & (instruction.vex() ? 31 : 7);
    }

    private static @Nullable Operation other(Instruction instruction) {
        return switch (instruction.op()) {
            case PCMPESTRI, PCMPESTRM, PCMPISTRI, PCMPISTRM -> new StringOperation(instruction);
            case CRC32 -> new Checksum(instruction);
            case LDMXCSR -> ControlAndCache.loadControl(instruction);
            case STMXCSR -> ControlAndCache.storeControl(instruction);
            case MASKMOVDQU -> ControlAndCache.maskedStore(instruction);
            case MOVNTI -> ControlAndCache.storeGeneral(instruction);
            case CLFLUSH, CLFLUSHOPT, CLWB -> ControlAndCache.flush(instruction);
            case PREFETCH,
                    PREFETCHW,
                    PREFETCHWT1,
                    PREFETCHNTA,
                    PREFETCHT0,
                    PREFETCHT1,
                    PREFETCHT2,
                    PREFETCHIT0,
                    PREFETCHIT1,
                    CLDEMOTE -> ControlAndCache.hint();
            case LFENCE, MFENCE, SFENCE -> ControlAndCache.fence();
            default -> null;
        };
    }
}
