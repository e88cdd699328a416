package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Go programs behave as natively: scheduler, garbage collector, preemption by signals, assembly of the libraries,
/// panics with their tracebacks.
class GoTest {
    private static final byte[] INPUT = "one\n two  \nlast without end".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path directory;

    static Stream<Arguments> programs() {
        List<Arguments> all = new ArrayList<>();
        for (String program : List.of("ciphers", "collection", "concurrency", "files", "formats", "signals")) {
            all.add(Arguments.of(program, "1", "1"));
            all.add(Arguments.of(program, "4", "4"));
        }
        all.add(Arguments.of("concurrency", "1", "4"));
        all.add(Arguments.of("concurrency", "4", "1"));
        return all.stream();
    }

    @ParameterizedTest(name = "{0} with GOMAXPROCS={1} on {2} vCPUs")
    @MethodSource("programs")
    void behaveAsNatively(String name, String processors, String vcpus) {
        List<String> command =
                List.of(Programs.build(directory, "go", "go/" + name).toString(), "x", "y z");
        Run.Result expected = Run.natively(command)
                .in(directory)
                .with("GOMAXPROCS", processors)
                .withInput(INPUT)
                .finish();
        Run.Result actual = Run.guest(command, "--cpus", vcpus, "-e", "GOMAXPROCS=" + processors)
                .in(directory)
                .withInput(INPUT)
                .finish();
        assertThat(actual.text()).isEqualTo(expected.text());
        assertThat(actual.errorText().lines().filter(line -> !line.startsWith("hermitscope: ")))
                .containsExactlyElementsOf(expected.errorText().lines().toList());
        assertThat(actual.status()).isEqualTo(expected.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void callsCAsNatively(String vcpus) {
        List<String> command =
                List.of(Programs.build(directory, "cgo", "go/foreign").toString());
        Run.Result expected = Run.natively(command).in(directory).finish();
        Run.Result actual = Run.guest(command, "--cpus", vcpus).in(directory).finish();
        assertThat(actual.text()).as(actual.errorText()).isEqualTo(expected.text());
        assertThat(actual.status()).isEqualTo(expected.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"recovered", "exit", "overflow", "deadlock", "unlock", "nested", "goroutine", "main-goexit"})
    void endAsNatively(String way) {
        List<String> command =
                List.of(Programs.build(directory, "go", "go/panics").toString(), way);
        Run.Result expected = Run.natively(command).in(directory).finish();
        Run.Result actual = Run.guest(command).in(directory).finish();
        assertThat(actual.text()).isEqualTo(expected.text());
        assertThat(actual.status()).isEqualTo(expected.status());
        assertThat(traceback(actual)).isEqualTo(traceback(expected));
    }

    /// Without what differs from run to run natively too: lines with addresses and arguments, which goroutines of the
    /// runtime itself have begun, and numbers of goroutines.
    private static List<String> traceback(Run.Result result) {
        return result.errorText()
                .lines()
                .takeWhile(line -> !line.startsWith("goroutine 2 "))
                .filter(line -> !line.contains("0x"))
                .map(line -> line.replaceAll("^goroutine [0-9]+ ", "goroutine N "))
                .toList();
    }
}
