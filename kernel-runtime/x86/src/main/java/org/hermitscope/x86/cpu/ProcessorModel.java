package org.hermitscope.x86.cpu;

import java.nio.charset.StandardCharsets;
import org.hermitscope.machine.XsaveArea;

/// CPUID of the software CPU. It claims exactly what works, as a processor whose vendor string C libraries know:
/// others get no extended leaves and no cache sizes from them.
public final class ProcessorModel implements CpuModel {
    private static final int[] NOTHING = {0, 0, 0, 0};
    private static final byte[] BRAND = brand("HermitScope software CPU");

    /// FPU DE PSE TSC MSR PAE CX8 SEP PGE CMOV PAT PSE36 CLFSH MMX FXSR SSE SSE2.
    private static final int LEAF_1_EDX = 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 8 | 1 << 11 | 1 << 13
            | 1 << 15 | 1 << 16 | 1 << 17 | 1 << 19 | 1 << 23 | 1 << 24 | 1 << 25 | 1 << 26;

    /// SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT.
    private static final int LEAF_1_ECX_V2 = 1 | 1 << 9 | 1 << 13 | 1 << 19 | 1 << 20 | 1 << 23;
    /// FMA, MOVBE, XSAVE, AVX, F16C.
    private static final int LEAF_1_ECX_V3 = 1 << 12 | 1 << 22 | 1 << 26 | 1 << 28 | 1 << 29;
    /// PCLMULQDQ, AES, RDRAND.
    private static final int LEAF_1_ECX_MAX = 1 << 1 | 1 << 25 | 1 << 30;

    /// FDP only with exceptions, no FCS and FDS: how the x87 is, whatever the level.
    private static final int LEAF_7_EBX_ALWAYS = 1 << 6 | 1 << 13;
    /// BMI1, AVX2, BMI2.
    private static final int LEAF_7_EBX_V3 = 1 << 3 | 1 << 5 | 1 << 8;
    /// FSGSBASE, ERMS, RDSEED, ADX, CLFLUSHOPT, CLWB, SHA.
    private static final int LEAF_7_EBX_MAX = 1 | 1 << 9 | 1 << 18 | 1 << 19 | 1 << 23 | 1 << 24 | 1 << 29;
    /// UMIP, GFNI, VAES, VPCLMULQDQ, RDPID.
    private static final int LEAF_7_ECX_MAX = 1 << 2 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 22;

    /// XSAVEOPT, XSAVEC with the compacted format, XGETBV of XINUSE.
    private static final int LEAF_D_1_EAX = 7;

    /// SYSCALL, NX, 1 GiB pages, long mode; and the bits that AMD repeats from leaf 1.
    private static final int LEAF_EXTENDED_1_EDX = LEAF_1_EDX & 0x0183f3ff | 1 << 11 | 1 << 20 | 1 << 26 | 1 << 29;
    /// RDTSCP.
    private static final int LEAF_EXTENDED_1_EDX_MAX = 1 << 27;
    /// LAHF in 64-bit mode.
    private static final int LEAF_EXTENDED_1_ECX_V2 = 1;
    /// LZCNT.
    private static final int LEAF_EXTENDED_1_ECX_V3 = 1 << 5;
    /// PREFETCHW.
    private static final int LEAF_EXTENDED_1_ECX_MAX = 1 << 8;

    private final CpuLevel level;

    /// A processor with everything.
    public ProcessorModel() {
        this(CpuLevel.MAX);
    }

    /// A processor with what a level guarantees.
    public ProcessorModel(CpuLevel level) {
        this.level = level;
    }

    private static byte[] brand(String text) {
        byte[] padded = new byte[48];
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        return padded;
    }

    @Override
    public int[] cpuid(int leaf, int subleaf) {
        return switch (leaf) {
            case 0 -> vendor(0xd);
            // Family 0Fh+08h = 17h, model 31h, stepping 0; CLFLUSH of 64 bytes, one logical processor.
            case 1 -> new int[] {0x00830f10, 0x0001_0800, leaf1Ecx(), LEAF_1_EDX};
            case 7 -> subleaf == 0 ? new int[] {0, leaf7Ebx(), upTo(0, 0, LEAF_7_ECX_MAX), 0} : NOTHING.clone();
            case 0xd -> hasXsave() ? extendedState(subleaf) : NOTHING.clone();
            case 0x80000000 -> vendor(0x80000008);
            case 0x80000001 -> new int[] {0x00830f10, 0, extended1Ecx(), extended1Edx()};
            case 0x80000002, 0x80000003, 0x80000004 -> brandPart(leaf - 0x80000002);
            // 32 KiB, 8-way, 64-byte lines for L1 data and code.
            case 0x80000005 -> new int[] {0, 0, 0x20080140, 0x20080140};
            // L2 512 KiB, 8-way; L3 32 MiB, 16-way: C libraries use non-temporal stores beyond a part of L3.
            case 0x80000006 -> new int[] {0, 0, 0x02006140, 0x01009140};
            // Invariant TSC.
            case 0x80000007 -> new int[] {0, 0, 0, 1 << 8};
            // 40 bits physical, 48 linear.
            case 0x80000008 -> new int[] {0x3028, 0, 0, 0};
            default -> NOTHING.clone();
        };
    }

    @Override
    public CpuLevel level() {
        return level;
    }

    /// The bits of this level and those below it.
    private int upTo(int v2, int v3, int max) {
        return (level.has(CpuLevel.V2) ? v2 : 0)
                | (level.has(CpuLevel.V3) ? v3 : 0)
                | (level.has(CpuLevel.MAX) ? max : 0);
    }

    private int leaf1Ecx() {
        return upTo(LEAF_1_ECX_V2, LEAF_1_ECX_V3, LEAF_1_ECX_MAX);
    }

    private int leaf7Ebx() {
        return LEAF_7_EBX_ALWAYS | upTo(0, LEAF_7_EBX_V3, LEAF_7_EBX_MAX);
    }

    private int extended1Ecx() {
        return upTo(LEAF_EXTENDED_1_ECX_V2, LEAF_EXTENDED_1_ECX_V3, LEAF_EXTENDED_1_ECX_MAX);
    }

    private int extended1Edx() {
        return LEAF_EXTENDED_1_EDX | upTo(0, 0, LEAF_EXTENDED_1_EDX_MAX);
    }

    /// Leaf 0DH: which components XSAVE knows, where they lie and what they take.
    private int[] extendedState(int subleaf) {
        return switch (subleaf) {
            case 0 -> new int[] {(int) XsaveArea.COMPONENTS, XsaveArea.BYTES, XsaveArea.BYTES, 0};
            case 1 -> hasXsavec() ? new int[] {LEAF_D_1_EAX, XsaveArea.BYTES, 0, 0} : NOTHING.clone();
            case 2 -> new int[] {XsaveArea.UPPER_YMM_BYTES, XsaveArea.UPPER_YMM, 0, 0};
            default -> NOTHING.clone();
        };
    }

    private static int[] vendor(int highest) {
        return new int[] {highest, 0x68747541, 0x444d4163, 0x69746e65};
    }

    private static int[] brandPart(int part) {
        int[] words = new int[4];
        for (int i = 0; i < 16; i++) {
            words[i / 4] |= (BRAND[part * 16 + i] & 0xff) << i % 4 * 8;
        }
        return words;
    }
}
