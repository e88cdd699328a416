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

/// Programs of many threads behave as natively, on one vCPU and on several. The property `hermitscope.repeat` says
/// how often each is run.
class ThreadsTest {
    private static final int REPEAT = Integer.getInteger("hermitscope.repeat", 1);

    @TempDir
    static Path directory;

    private static final List<String> PROGRAMS = List.of(
            "mutexes", "waiting", "storage", "cancellation", "crowd", "atomics", "pipes", "signals", "scheduling");
    private static final List<String> ENDS = List.of("return", "main", "other", "quick", "last", "abort", "fault");

    static Stream<Arguments> programs() {
        List<Arguments> all = new ArrayList<>();
        for (String compiler : List.of("gcc", "musl-gcc")) {
            for (String program : PROGRAMS) {
                all.add(Arguments.of(compiler, List.of(program)));
            }
            for (String end : ENDS) {
                all.add(Arguments.of(compiler, List.of("exits", end)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("programs")
    void behaveAsNatively(String compiler, List<String> programAndArguments) {
        Path program =
                Programs.build(directory, compiler, "threads/" + programAndArguments.getFirst(), "-O2", "-pthread");
        List<String> command = new ArrayList<>(programAndArguments);
        command.set(0, program.toString());
        Run.Result expected = Run.natively(command).in(directory).finish();

        for (int i = 0; i < REPEAT; i++) {
            for (int vcpus : new int[] {1, 2, 4}) {
                Run.Result actual = Run.guest(command, "--cpus", Integer.toString(vcpus))
                        .in(directory)
                        .finish();
                assertThat(actual.text()).as("%s on %d vCPUs", command, vcpus).isEqualTo(expected.text());
                assertThat(actual.status()).as("%s on %d vCPUs", command, vcpus).isEqualTo(expected.status());
            }
        }
    }
}
