package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `--cpu`: what a program finds out about the processor agrees, and agrees with what it can execute.
class CpuLevelsTest {
    private static final int SIGILL = 128 + 4;

    @TempDir
    static Path directory;

    private static Run.Result run(String level, Path program) {
        return Run.hermitscope(List.of("run", "--cpu", level, program.toString()))
                .in(directory)
                .finish();
    }

    private static String levels(String level) {
        Run.Result result = run(level, Programs.build(directory, "gcc", "levels", "-O2"));
        assertThat(result.errorText()).isEmpty();
        assertThat(result.status()).isZero();
        return result.text();
    }

    @Test
    void theFirstLevelHasSse2AndFxsaveFrames() {
        assertThat(levels("x86-64")).isEqualTo("""
                OSXSAVE 0 AVX 0
                XSAVE area 0
                smallest signal stack is enough: 1
                platform x86_64, hwcap2 0
                cpuinfo has sse2
                cpuinfo lacks sse4_2
                cpuinfo lacks xsave
                cpuinfo lacks avx2
                cpuinfo lacks bmi2
                cpuinfo lacks aes
                cpuinfo lacks rdtscp
                frame flags 6, FXSAVE, 512 bytes
                SIGILL pshufb
                SIGILL popcnt
                SIGILL vpxor
                SIGILL vpaddd
                SIGILL shlx
                SIGILL movbe
                SIGILL xsave
                SIGILL aesenc
                SIGILL rdtscp
                """);
    }

    @Test
    void theSecondLevelAddsSse42() {
        assertThat(levels("x86-64-v2"))
                .contains("cpuinfo has sse4_2\n", "executes pshufb\nexecutes popcnt\nSIGILL vpxor\n")
                .contains("OSXSAVE 0", "frame flags 6, FXSAVE, 512 bytes\n");
    }

    @Test
    void theThirdLevelAddsAvx2AndXsaveFrames() {
        assertThat(levels("x86-64-v3"))
                .contains("OSXSAVE 1 AVX 1\nXCR0 7\nXSAVE area 832\n")
                .contains("frame flags 7, XSAVE, 832 bytes\nclosed by 46505845\n")
                .contains("executes vpaddd\nexecutes shlx\nexecutes movbe\nexecutes xsave\nSIGILL aesenc\n");
    }

    @Test
    void byDefaultThereIsEverything() {
        assertThat(levels("max")).doesNotContain("lacks", "SIGILL").contains("hwcap2 2\n");
        Path program = Programs.build(directory, "gcc", "levels", "-O2");
        Run.Result unasked = Run.hermitscope(List.of("run", program.toString()))
                .in(directory)
                .finish();
        assertThat(unasked.text()).isEqualTo(levels("max"));
    }

    /// The C library chooses its string functions by what CPUID says.
    @ParameterizedTest
    @CsvSource({
        "x86-64, x86-64",
        "x86-64-v2, x86-64",
        "x86-64-v3, x86-64",
        "max, x86-64",
        "x86-64-v2, x86-64-v2",
        "x86-64-v3, x86-64-v3",
        "max, x86-64-v3",
    })
    void vectorProgramsComputeTheSameOnEachLevel(String level, String built) {
        Path plain = Programs.build(directory, "gcc", "vectors", "-O1");
        Path program = Programs.build(directory, "gcc", "vectors", "-O3", "-ffp-contract=off", "-march=" + built);
        Run.Result expected =
                Run.natively(List.of(plain.toString())).in(directory).finish();
        Run.Result actual = run(level, program);
        assertThat(actual.errorText()).isEmpty();
        assertThat(actual.text()).isEqualTo(expected.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void aProgramThatAsksForTooMuchIsFoundOut(String level) {
        Path program = Programs.build(directory, "gcc", "vectors", "-O3", "-ffp-contract=off", "-march=x86-64-v3");
        Run.Result result = run(level, program);
        assertThat(result.status()).isEqualTo(SIGILL);
        assertThat(result.errorText()).contains("SIGILL at 0x").hasLineCount(1);
    }
}
