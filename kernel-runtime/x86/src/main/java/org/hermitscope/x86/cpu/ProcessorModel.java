package org.hermitscope.x86.cpu;

import java.nio.charset.StandardCharsets;

/// CPUID of the software CPU. It claims exactly what works, as a processor whose vendor string C libraries know:
/// others get no extended leaves and no cache sizes from them.
public final class ProcessorModel implements CpuModel {
    private static final int[] NOTHING = {0, 0, 0, 0};
    private static final byte[] BRAND = brand("HermitScope software CPU");

    /// FPU DE PSE TSC MSR PAE CX8 SEP PGE CMOV PAT PSE36 CLFSH MMX FXSR SSE SSE2.
    private static final int LEAF_1_EDX = 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 8 | 1 << 11 | 1 << 13
            | 1 << 15 | 1 << 16 | 1 << 17 | 1 << 19 | 1 << 23 | 1 << 24 | 1 << 25 | 1 << 26;

    /// SSE3, PCLMULQDQ, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, MOVBE, POPCNT, AES, RDRAND.
    private static final int LEAF_1_ECX =
            1 | 1 << 1 | 1 << 9 | 1 << 13 | 1 << 19 | 1 << 20 | 1 << 22 | 1 << 23 | 1 << 25 | 1 << 30;
    /// FSGSBASE, BMI1, FDP only with exceptions, BMI2, ERMS, no FCS and FDS, RDSEED, ADX, SHA.
    private static final int LEAF_7_EBX = 1 | 1 << 3 | 1 << 6 | 1 << 8 | 1 << 9 | 1 << 13 | 1 << 18 | 1 << 19 | 1 << 29;
    /// UMIP, RDPID.
    private static final int LEAF_7_ECX = 1 << 2 | 1 << 22;
    /// SYSCALL, NX, 1 GiB pages, RDTSCP, long mode; and the bits that AMD repeats from leaf 1.
    private static final int LEAF_EXTENDED_1_EDX =
            LEAF_1_EDX & 0x0183f3ff | 1 << 11 | 1 << 20 | 1 << 26 | 1 << 27 | 1 << 29;
    /// LAHF in 64-bit mode, LZCNT.
    private static final int LEAF_EXTENDED_1_ECX = 1 | 1 << 5;

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
            case 1 -> new int[] {0x00830f10, 0x0001_0800, LEAF_1_ECX, LEAF_1_EDX};
            case 7 -> subleaf == 0 ? new int[] {0, LEAF_7_EBX, LEAF_7_ECX, 0} : NOTHING;
            case 0x80000000 -> vendor(0x80000008);
            case 0x80000001 -> new int[] {0x00830f10, 0, LEAF_EXTENDED_1_ECX, LEAF_EXTENDED_1_EDX};
            case 0x80000002, 0x80000003, 0x80000004 -> brandPart(leaf - 0x80000002);
            // 32 KiB, 8-way, 64-byte lines for L1 data and code.
            case 0x80000005 -> new int[] {0, 0, 0x20080140, 0x20080140};
            // L2 512 KiB, 8-way; L3 32 MiB, 16-way: C libraries use non-temporal stores beyond a part of L3.
            case 0x80000006 -> new int[] {0, 0, 0x02006140, 0x01009140};
            // Invariant TSC.
            case 0x80000007 -> new int[] {0, 0, 0, 1 << 8};
            // 40 bits physical, 48 linear.
            case 0x80000008 -> new int[] {0x3028, 0, 0, 0};
            default -> NOTHING;
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
