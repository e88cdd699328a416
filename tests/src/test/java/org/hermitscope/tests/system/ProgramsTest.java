package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hermitscope.tests.RequiredTool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// C programs, built with gcc and with musl-gcc, behave under HermitScope as they do natively.
class ProgramsTest {
    private static final String LINES = "first line\nsecond line\n\nlast without end";

    @TempDir
    static Path directory;

    private record Case(String program, List<String> arguments, String input, boolean sameErrors) {}

    private static final List<Case> CASES = List.of(
            new Case("hello", List.of(), "", true),
            new Case("arguments", List.of("one", "", "two words", "ünï"), "", true),
            new Case("numbers", List.of(), "", true),
            new Case("mathematics", List.of(), "", true),
            new Case("memory", List.of(), "", true),
            new Case("files", List.of(), "", true),
            new Case("signals", List.of(), "", true),
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
    void behavesAsNatively(String compiler, Case one) throws IOException {
        Path program = build(compiler, one.program());
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
            assertThat(actual.errorText().lines()).as("one line about the signal").hasSize(1);
        }
    }

    /// The guest's environment is its own: one variable, where the native run has two.
    private static String normal(Case one, String text) {
        return one.program().equals("arguments") ? text.replace("environment 2", "environment 1") : text;
    }

    private static Path build(String compiler, String name) throws IOException {
        Path program = directory.resolve(name + "-" + compiler);
        if (Files.exists(program)) {
            return program;
        }
        Path source = directory.resolve(name + ".c");
        try (InputStream in = ProgramsTest.class.getResourceAsStream("/programs/" + name + ".c")) {
            Files.write(source, in.readAllBytes());
        }
        List<String> command = List.of(
                RequiredTool.path(compiler).toString(),
                "-O2",
                "-static",
                "-w",
                "-o",
                program.toString(),
                source.toString(),
                "-lm");
        Run.Result built = Run.natively(command).in(directory).finish();
        assertThat(built.status()).as(built.errorText()).isZero();
        return program;
    }
}
