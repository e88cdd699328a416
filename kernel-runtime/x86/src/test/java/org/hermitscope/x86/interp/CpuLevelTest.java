package org.hermitscope.x86.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.CpuLevel;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a level of the psABI has: instructions, and CPUID that agrees with them.
class CpuLevelTest {
    private static final long CODE = 0x1000;
    private static final long DATA = 0x2000;
    private static final int EBX = 1;
    private static final int ECX = 2;

    private final Window window = new Window(1 << 24);

    CpuLevelTest() {
        window.protect(CODE, 0x1000, Protection.READ | Protection.EXEC);
        window.protect(DATA, 0x1000, Protection.READ | Protection.WRITE);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private boolean runs(CpuLevel level, String hex) {
        Vcpu vcpu = vcpu(level);
        byte[] code = HexFormat.of().parseHex(hex);
        window.poke(CODE, code, 0, code.length);
        VcpuExit exit = vcpu.run(1);
        if (exit instanceof VcpuExit.Fault fault) {
            assertThat(fault.vector()).isEqualTo(Vector.UD);
            return false;
        }
        return true;
    }

    private Vcpu vcpu(CpuLevel level) {
        Vcpu vcpu = SoftEngine.hosted(new ProcessorModel(level), new RealTimeClock(), window)
                .newVcpu();
        vcpu.state().rip = CODE;
        vcpu.state().gpr[CpuState.RBX] = DATA;
        return vcpu;
    }

    private static boolean offers(CpuLevel level, int leaf, int subleaf, int register, int bit) {
        return (new ProcessorModel(level).cpuid(leaf, subleaf)[register] >>> bit & 1) != 0;
    }

    /// An instruction of each feature, and the bit of CPUID that offers it.
    @ParameterizedTest
    @CsvSource({
        "V2, f20f7cc1, 1, 0, 2, 0", // haddps
        "V2, 660f3800c1, 1, 0, 2, 9", // pshufb
        "V2, 480fc70b, 1, 0, 2, 13", // cmpxchg16b
        "V2, 660f3814c1, 1, 0, 2, 19", // pblendvb
        "V2, 660f3a150300, 1, 0, 2, 19", // pextrw to memory
        "V2, 660f3837c1, 1, 0, 2, 20", // pcmpgtq
        "V2, f20f38f0c1, 1, 0, 2, 20", // crc32
        "V2, f30fb8c1, 1, 0, 2, 23", // popcnt
        "V2, 9f, 80000001, 0, 2, 0", // lahf
        "V2, db0b, 1, 0, 2, 0", // fisttp
        "V3, c4e27198c1, 1, 0, 2, 12", // vfmadd132ps
        "V3, 0f38f003, 1, 0, 2, 22", // movbe
        "V3, 0f01d0, 1, 0, 2, 26", // xgetbv
        "V3, c5f058c1, 1, 0, 2, 28", // vaddps xmm
        "V3, c4e27913c1, 1, 0, 2, 29", // vcvtph2ps
        "V3, c4e270f2c1, 7, 0, 1, 3", // andn
        "V3, c5f5fec1, 7, 0, 1, 5", // vpaddd ymm
        "V3, c4e271f7c1, 7, 0, 1, 8", // shlx
        "MAX, 660f3a44c100, 1, 0, 2, 1", // pclmulqdq
        "MAX, 660f38dcc1, 1, 0, 2, 25", // aesenc
        "MAX, 0fc7f0, 1, 0, 2, 30", // rdrand
        "MAX, f3480faec0, 7, 0, 1, 0", // rdfsbase
        "MAX, 0fc7f8, 7, 0, 1, 18", // rdseed
        "MAX, 660f38f6c1, 7, 0, 1, 19", // adcx
        "MAX, 660fae3b, 7, 0, 1, 23", // clflushopt
        "MAX, 660fae33, 7, 0, 1, 24", // clwb
        "MAX, 0f38c8c1, 7, 0, 1, 29", // sha1nexte
        "MAX, 660f38cfc1, 7, 0, 2, 8", // gf2p8mulb
        "MAX, c4e275dcc1, 7, 0, 2, 9", // vaesenc ymm
        "MAX, c4e37544c100, 7, 0, 2, 10", // vpclmulqdq ymm
        "MAX, f30fc7f8, 7, 0, 2, 22", // rdpid
        "MAX, 0f01f9, 80000001, 0, 3, 27", // rdtscp
        "MAX, 0fae33, d, 1, 0, 0", // xsaveopt
        "MAX, 0fc723, d, 1, 0, 1", // xsavec
    })
    void anInstructionRunsExactlyWhereCpuidOffersIt(
            CpuLevel since, String code, String leaf, int subleaf, int register, int bit) {
        for (CpuLevel level : CpuLevel.values()) {
            boolean expected = level.has(since);
            assertThat(runs(level, code)).as("%s on %s", code, level).isEqualTo(expected);
            assertThat(offers(level, Integer.parseUnsignedInt(leaf, 16), subleaf, register, bit))
                    .as("CPUID of %s for %s", level, code)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"660fc5c100", "0f0d0b", "f30f1efa", "f390", "0fae03", "660f6fc1", "0fc70b", "0fae3b"})
    void whatWasThereFromTheBeginningRunsEverywhere(String code) {
        for (CpuLevel level : CpuLevel.values()) {
            assertThat(runs(level, code)).as("%s on %s", code, level).isTrue();
        }
    }

    @Test
    void lzcntAndTzcntAreBsrAndBsfBeforeThereWereAny() {
        assertThat(count(CpuLevel.V2, "f30fbdc1", 0x40)).isEqualTo(6);
        assertThat(count(CpuLevel.V3, "f30fbdc1", 0x40)).isEqualTo(25);
        assertThat(count(CpuLevel.V2, "f30fbcc1", 0x40)).isEqualTo(6);
        assertThat(count(CpuLevel.V2, "f30fbcc1", 0)).as("unchanged").isEqualTo(77);
        assertThat(count(CpuLevel.V3, "f30fbcc1", 0)).isEqualTo(32);
    }

    private long count(CpuLevel level, String hex, long value) {
        Vcpu vcpu = vcpu(level);
        byte[] code = HexFormat.of().parseHex(hex);
        window.poke(CODE, code, 0, code.length);
        vcpu.state().gpr[CpuState.RAX] = 77;
        vcpu.state().gpr[CpuState.RCX] = value;
        assertThat(vcpu.run(1)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
        return vcpu.state().gpr[CpuState.RAX];
    }

    @Test
    void osxsaveAndTheSizesOfXsaveFollowTheProcessorsState() {
        assertThat(cpuid(vcpu(CpuLevel.MAX), 1, 0)[ECX] >>> 27 & 1).isEqualTo(1);
        assertThat(cpuid(vcpu(CpuLevel.V2), 1, 0)[ECX] >>> 27 & 1).isZero();
        Vcpu vcpu = vcpu(CpuLevel.MAX);
        assertThat(cpuid(vcpu, 0xd, 0)).containsExactly(7, 832, 832, 0);
        assertThat(cpuid(vcpu, 0xd, 1)).containsExactly(7, 832, 0, 0);
        assertThat(cpuid(vcpu, 0xd, 2)).containsExactly(256, 576, 0, 0);
        assertThat(cpuid(vcpu, 0xd, 3)).containsOnly(0);
        vcpu.state().xcr0 = 3;
        assertThat(cpuid(vcpu, 0xd, 0)[EBX]).isEqualTo(576);
        assertThat(cpuid(vcpu(CpuLevel.V3), 0xd, 1)).containsOnly(0);
        assertThat(cpuid(vcpu(CpuLevel.V2), 0xd, 0)).containsOnly(0);
    }

    private int[] cpuid(Vcpu vcpu, int leaf, int subleaf) {
        byte[] code = {0x0f, (byte) 0xa2};
        window.poke(CODE, code, 0, code.length);
        long[] gpr = vcpu.state().gpr;
        vcpu.state().rip = CODE;
        gpr[CpuState.RAX] = leaf;
        gpr[CpuState.RCX] = subleaf;
        assertThat(vcpu.run(1)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
        return new int[] {
            (int) gpr[CpuState.RAX], (int) gpr[CpuState.RBX], (int) gpr[CpuState.RCX], (int) gpr[CpuState.RDX]
        };
    }

    @Test
    void levelsHaveALongAndAShortName() {
        assertThat(CpuLevel.named("x86-64-v2")).isEqualTo(CpuLevel.V2);
        assertThat(CpuLevel.named("v3")).isEqualTo(CpuLevel.V3);
        assertThat(CpuLevel.named("max")).isEqualTo(CpuLevel.MAX);
        assertThat(CpuLevel.named("x86-64-v4")).isNull();
    }
}
