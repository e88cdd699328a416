package org.hermitscope.x86.interp;

import org.hermitscope.x86.cpu.CpuLevel;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.Repeat;
import org.jspecify.annotations.Nullable;

/// Which instructions a level of the x86-64 psABI has (3.1.1, table 3.1). What control registers forbid where CPUID
/// does not offer it (XSAVE, RDFSBASE) needs no row here.
final class Availability {
    private Availability() {}

    /// The lowest level that has the instruction.
    static CpuLevel since(Instruction instruction) {
        if (isBeyondLevels(instruction.op())) {
            return CpuLevel.MAX;
        }
        if (instruction.vex() || isV3(instruction.op())) {
            return CpuLevel.V3;
        }
        return isV2(instruction) ? CpuLevel.V2 : CpuLevel.V1;
    }

    /// What the bytes meant before there was the instruction; null where that was #UD. LZCNT and TZCNT are BSR and
    /// BSF behind an F3 that older processors ignore.
    static @Nullable Instruction older(Instruction instruction) {
        return switch (instruction.op()) {
            case LZCNT -> as(Op.BSR, instruction);
            case TZCNT -> as(Op.BSF, instruction);
            default -> null;
        };
    }

    private static Instruction as(Op op, Instruction instruction) {
        return new Instruction(
                instruction.address(),
                instruction.length(),
                instruction.mode(),
                op,
                instruction.condition(),
                instruction.operands(),
                instruction.operandWidth(),
                instruction.addressWidth(),
                instruction.lock(),
                Repeat.NONE,
                false,
                0);
    }

    private static boolean isBeyondLevels(Op op) {
        return switch (op) {
            case AESENC, AESENCLAST, AESDEC, AESDECLAST, AESIMC, AESKEYGENASSIST, PCLMULQDQ -> true;
            case SHA1RNDS4, SHA1NEXTE, SHA1MSG1, SHA1MSG2, SHA256RNDS2, SHA256MSG1, SHA256MSG2 -> true;
            case GF2P8MULB, GF2P8AFFINEQB, GF2P8AFFINEINVQB -> true;
            case RDRAND, RDSEED, RDTSCP, RDPID, ADCX, ADOX, CLFLUSHOPT, CLWB, XSAVEOPT, XSAVEC -> true;
            default -> false;
        };
    }

    private static boolean isV3(Op op) {
        return op == Op.MOVBE || op == Op.LZCNT || op == Op.TZCNT;
    }

    private static boolean isV2(Instruction instruction) {
        return switch (instruction.op()) {
            case CMPXCHG16B, POPCNT, CRC32 -> true;
            case LAHF, SAHF -> instruction.mode() == Mode.BITS_64;
            // 0F C5 is SSE2's; only 0F 3A 15 can have its destination in memory.
            case PEXTRW -> instruction.operand(0) instanceof Operand.Memory;
            default -> isSse3(instruction.op()) || isSsse3(instruction.op()) || isSse4(instruction.op());
        };
    }

    private static boolean isSse3(Op op) {
        return switch (op) {
            case ADDSUBPS, ADDSUBPD, HADDPS, HADDPD, HSUBPS, HSUBPD -> true;
            case MOVDDUP, MOVSLDUP, MOVSHDUP, LDDQU, FISTTP, MONITOR, MWAIT -> true;
            default -> false;
        };
    }

    private static boolean isSsse3(Op op) {
        return switch (op) {
            case PSHUFB, PALIGNR, PMADDUBSW, PMULHRSW, PSIGNB, PSIGNW, PSIGND, PABSB, PABSW, PABSD -> true;
            case PHADDW, PHADDD, PHADDSW, PHSUBW, PHSUBD, PHSUBSW -> true;
            default -> false;
        };
    }

    private static boolean isSse4(Op op) {
        return switch (op) {
            case PBLENDVB, PBLENDW, BLENDPS, BLENDPD, BLENDVPS, BLENDVPD, DPPS, DPPD, MPSADBW -> true;
            case PMINSB, PMINSD, PMINUW, PMINUD, PMAXSB, PMAXSD, PMAXUW, PMAXUD, PHMINPOSUW -> true;
            case PMOVSXBW, PMOVSXBD, PMOVSXBQ, PMOVSXWD, PMOVSXWQ, PMOVSXDQ -> true;
            case PMOVZXBW, PMOVZXBD, PMOVZXBQ, PMOVZXWD, PMOVZXWQ, PMOVZXDQ -> true;
            case PEXTRB, PEXTRD, PEXTRQ, EXTRACTPS, PINSRB, PINSRD, PINSRQ, INSERTPS -> true;
            case ROUNDPS, ROUNDPD, ROUNDSS, ROUNDSD, PTEST, PMULLD, PMULDQ, PACKUSDW, PCMPEQQ, MOVNTDQA -> true;
            case PCMPGTQ, PCMPESTRI, PCMPESTRM, PCMPISTRI, PCMPISTRM -> true;
            default -> false;
        };
    }
}
