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

/// C programs, built with gcc and with musl-gcc, behave under HermitScope as they do natively.
class ProgramsTest {
    private static final String LINES = "first line\nsecond line\n\nlast without end";

    @TempDir
    static Path directory;

    record Case(String program, List<String> arguments, String input, boolean sameErrors) {}

    private static final List<Case> CASES = List.of(
            new Case("hello", List.of(), "", true),
            new Case("arguments", List.of("one", "", "two words", "ünï"), "", true),
            new Case("numbers", List.of(), "", true),
            new Case("mathematics", List.of(), "", true),
            new Case("memory", List.of(), "", true),
            new Case("files", List.of(), "", true),
            new Case("signals", List.of(), "", true),
            new Case("sigactions", List.of(), "", false),
            new Case("sigfaults", List.of(), "", true),
            new Case("sigframes", List.of(), "", true),
            new Case("sigstorm", List.of(), "", true),
            new Case("interrupted", List.of(), "", true),
            new Case("timers", List.of(), "", true),
            new Case("epolls", List.of(), "", true),
            new Case("pipes", List.of(), "", true),
            new Case("mappings", List.of(), "", true),
            new Case("processes", List.of(), "", true),
            new Case("integers", List.of(), "", true),
            new Case("sorting", List.of(), "", true),
            new Case("terminal", List.of(), LINES, true),
            new Case("crash", List.of("7"), "", true),
            new Case("crash", List.of("segv"), "", false),
            new Case("crash", List.of("abort"), "", false),
            new Case("crash", List.of("term"), "", false),
            new Case("crash", List.of("div"), "", false),
            new Case("crash", List.of("recurse"), "", false));

    static Stream<Arguments> programs() {
        List<Arguments> all = new ArrayList<>();
        for (String compiler : List.of("gcc", "musl-gcc")) {
            for (Case one : CASES) {
                all.add(Arguments.of(compiler, one));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("programs")
    void behavesAsNatively(String compiler, Case one) {
        Path program = Programs.build(directory, compiler, one.program(), "-O2");
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(one.arguments());
        byte[] input = one.input().getBytes(StandardCharsets.UTF_8);

        Run.Result expected =
                Run.natively(command).in(directory).withInput(input).finish();
        Run.Result actual = Run.guest(command).in(directory).withInput(input).finish();

        assertThat(actual.text()).isEqualTo(normal(one, expected.text()));
        assertThat(actual.status()).isEqualTo(expected.status());
        if (one.sameErrors()) {
            assertThat(actual.errorText()).isEqualTo(expected.errorText());
        } else {
            assertThat(actual.errorText().lines())
                    .as("one line about the signal")
                    .hasSize(1);
        }
    }

    /// The guest's environment is its own: one variable, where the native run has two.
    private static String normal(Case one, String text) {
        return one.program().equals("arguments") ? text.replace("environment 2", "environment 1") : text;
    }
}
