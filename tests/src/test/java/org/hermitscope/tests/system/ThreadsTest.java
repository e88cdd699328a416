package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs of many threads behave as they do natively, on one virtual processor and on several. With
/// `-Dhermitscope.repeat=20` each runs so many times.
class ThreadsTest {
    private static final int REPEAT = Integer.getInteger("hermitscope.repeat", 1);

    @TempDir
    static Path directory;

    /// @param compilers those that can build it
    record Case(String program, List<String> arguments, List<String> compilers) {
        String source() {
            return "threads/" + program;
        }
    }

    private static final List<String> BOTH = List.of("gcc", "musl-gcc");

    private static final List<Case> CASES = List.of(
            new Case("locks", List.of(), BOTH),
            new Case("life", List.of(), BOTH),
            new Case("life", List.of("exit"), BOTH),
            new Case("life", List.of("return"), BOTH),
            new Case("life", List.of("_exit"), BOTH),
            new Case("life", List.of("pthread_exit"), BOTH),
            new Case("mutexes", List.of(), BOTH),
            new Case("waiting", List.of(), BOTH),
            new Case("storage", List.of(), BOTH),
            new Case("cancellation", List.of(), BOTH),
            new Case("crowd", List.of(), BOTH),
            new Case("atomics", List.of(), BOTH),
            new Case("ordering", List.of(), BOTH),
            new Case("pipes", List.of(), BOTH),
            new Case("signals", List.of(), BOTH),
            new Case("scheduling", List.of(), BOTH),
            new Case("queues", List.of(), BOTH),
            new Case("calls", List.of(), BOTH),
            new Case("restartable", List.of(), BOTH),
            new Case("library", List.of(), List.of("g++")),
            new Case("coroutines", List.of(), List.of("g++")));

    private static final List<String> ENDS = List.of("return", "main", "other", "quick", "last", "abort", "fault");

    static Stream<Arguments> programs() {
        List<Arguments> all = new ArrayList<>();
        for (Case one : CASES) {
            for (String compiler : one.compilers()) {
                for (int cpus : new int[] {1, 2, 4}) {
                    all.add(Arguments.of(one, compiler, cpus));
                }
            }
        }
        for (String end : ENDS) {
            for (String compiler : BOTH) {
                all.add(Arguments.of(new Case("exits", List.of(end), BOTH), compiler, 2));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1} on {2}")
    @MethodSource("programs")
    void behavesAsNatively(Case one, String compiler, int cpus) {
        List<String> command = command(compiler, one.source());
        command.addAll(one.arguments());
        // glibc registers restartable sequences itself unless it is told not to.
        String tunables = one.program().equals("restartable") ? "glibc.pthread.rseq=0" : "";
        Run.Result expected = Run.natively(command)
                .in(directory)
                .with("GLIBC_TUNABLES", tunables)
                .finish();
        for (int i = 0; i < REPEAT; i++) {
            Run.Result actual = guest(command, cpus, "-e", "GLIBC_TUNABLES=" + tunables);
            assertThat(actual.text()).as("run %d", i).isEqualTo(expected.text());
            assertThat(actual.status()).as("run %d", i).isEqualTo(expected.status());
            if (expected.status() < 128) {
                assertThat(actual.errorText()).as("run %d", i).isEqualTo(expected.errorText());
            }
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("compilersAndProcessors")
    void everyoneAgreesOnTheNumberOfProcessors(String compiler, int cpus) {
        Run.Result actual = guest(command(compiler, "threads/processors"), cpus);
        int last = cpus - 1;
        assertThat(actual.text())
                .isEqualTo(("N processors: onln N, conf N, nprocs N, cpuinfo N, stat N, online 0-" + last
                                + ", possible 0-" + last + ", pinned " + 2 * cpus + "\n")
                        .replace("N", String.valueOf(cpus)));
        assertThat(actual.errorText()).isEmpty();
    }

    static Stream<Arguments> compilersAndProcessors() {
        return BOTH.stream()
                .flatMap(compiler ->
                        Stream.of(Arguments.of(compiler, 1), Arguments.of(compiler, 2), Arguments.of(compiler, 7)));
    }

    @ParameterizedTest
    @MethodSource("compilersAndProcessors")
    void aSignalEndsAllThreads(String compiler, int cpus) {
        List<String> command = command(compiler, "threads/life");
        command.add("signal");
        Run.Result actual = guest(command, cpus);
        assertThat(actual.status()).isEqualTo(137);
        assertThat(actual.errorText().lines()).hasSize(1);
    }

    private static List<String> command(String compiler, String source) {
        List<String> options = new ArrayList<>(List.of("-O2", "-pthread"));
        if (compiler.equals("g++")) {
            options.add("-std=c++20");
        }
        Path program = Programs.build(directory, compiler, source, options.toArray(String[]::new));
        return new ArrayList<>(List.of(program.toString()));
    }

    private static Run.Result guest(List<String> command, int cpus, String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--here", "-e", "LANG=C", "--cpus", String.valueOf(cpus)));
        words.addAll(List.of(options));
        words.addAll(command);
        return Run.hermitscope(words).in(directory).finish();
    }
}
