package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.tests.RequiredTool;

/// Builds the C programs of the test resources, statically.
final class Programs {
    private Programs() {}

    /// The program, built once for each compiler and directory.
    static Path build(Path directory, String compiler, String name, String... options) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        Path program = directory.resolve(file + "-" + compiler + String.join("", options));
        if (Files.exists(program)) {
            return program;
        }
        Path source = directory.resolve(file + ".c");
        try (InputStream in = Programs.class.getResourceAsStream("/programs/" + name + ".c")) {
            Files.write(source, in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        List<String> command = new ArrayList<>();
        command.add(RequiredTool.path(compiler).toString());
        command.addAll(List.of("-static", "-w"));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", program.toString(), source.toString(), "-lm"));
        Run.Result built = Run.natively(command).in(directory).finish();
        assertThat(built.status()).as(built.errorText()).isZero();
        return program;
    }
}
