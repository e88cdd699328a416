package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs in C++, Fortran and Rust, with the runtimes that their compilers bring, behave as natively.
class LanguagesTest {
    private static final byte[] INPUT = "one\n two  \nlast without end".getBytes(StandardCharsets.UTF_8);
    private static final List<String> CPP = List.of("-std=c++17", "-O2", "-pthread");
    private static final List<String> FORTRAN = List.of("-O2", "-fcheck=bounds");
    private static final List<String> TRAPPING = List.of("-O2", "-ffpe-trap=zero");
    /// The library refers to these weakly, so a static program lacks them unless they are asked for.
    private static final List<String> OPENMP =
            List.of("-O3", "-march=x86-64-v3", "-fopenmp", "-Wl,-u,pthread_mutex_destroy,-u,pthread_cond_destroy");
    private static final List<String> RUST = List.of("-O", "-C", "overflow-checks=on");

    @TempDir
    static Path directory;

    /// @param errors whether standard error must be the same too; where a signal ends the guest, a line of ours is
    ///     added, and Rust tells thread ids
    record Case(String compiler, String program, List<String> arguments, List<String> options, boolean errors) {
        @Override
        public String toString() {
            return program + " " + String.join(" ", arguments);
        }
    }

    static Stream<Case> programs() {
        return Stream.of(
                new Case("g++", "cpp/threads", List.of(), CPP, true),
                new Case("g++", "cpp/exceptions", List.of(), CPP, false),
                new Case("g++", "cpp/exceptions", List.of("terminate"), CPP, true),
                new Case("g++", "cpp/library", List.of(), CPP, true),
                new Case("gfortran", "fortran/numeric", List.of(), FORTRAN, true),
                new Case("gfortran", "fortran/stream", List.of(), OPENMP, true),
                new Case("gfortran", "fortran/stops", List.of("error"), FORTRAN, true),
                new Case("gfortran", "fortran/stops", List.of("bounds"), FORTRAN, true),
                new Case("gfortran", "fortran/stops", List.of("read"), FORTRAN, true),
                new Case("gfortran", "fortran/stops", List.of("allocate"), FORTRAN, true),
                new Case("gfortran", "fortran/stops", List.of("inexact"), FORTRAN, true),
                new Case("gfortran", "fortran/stops", List.of("trap"), TRAPPING, false),
                new Case("rustc", "rust/library", List.of("x", "y z"), RUST, true),
                new Case("rustc", "rust/threads", List.of(), RUST, true),
                new Case("rustc", "rust/ends", List.of("panic"), RUST, false),
                new Case("rustc", "rust/ends", List.of("overflow"), RUST, false),
                new Case("rustc", "rust/ends", List.of("abort"), RUST, false),
                new Case("rustc", "rust/ends", List.of("unwrap"), RUST, false),
                new Case("rustc", "rust/ends", List.of("deep"), RUST, false),
                new Case("rustc", "rust/ends", List.of("error"), RUST, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void behaveAsNatively(Case one) {
        Path program = Programs.build(
                directory, one.compiler(), one.program(), one.options().toArray(String[]::new));
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(one.arguments());
        Run.Result expected =
                Run.natively(command).in(directory).withInput(INPUT).finish();

        for (String vcpus : List.of("1", "4")) {
            Run.Result actual = Run.guest(command, "--cpus", vcpus)
                    .in(directory)
                    .withInput(INPUT)
                    .finish();
            assertThat(actual.text()).as("on %s vCPUs", vcpus).isEqualTo(expected.text());
            assertThat(actual.status()).as("on %s vCPUs", vcpus).isEqualTo(expected.status());
            if (one.errors()) {
                assertThat(actual.errorText()).as("on %s vCPUs", vcpus).isEqualTo(expected.errorText());
            }
        }
    }
}
