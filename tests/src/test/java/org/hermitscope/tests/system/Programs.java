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

/// Builds the programs of the test resources, statically.
final class Programs {
    private Programs() {}

    /// A compiler as it is called for a static program, and what its sources end in.
    private record Toolchain(String compiler, String ending, List<String> first, List<String> last) {
        static Toolchain of(String compiler) {
            return switch (compiler) {
                case "cgo" ->
                    new Toolchain(
                            "go",
                            ".go",
                            List.of("build", "-trimpath", "-ldflags", "-linkmode external -extldflags -static"),
                            List.of());
                case "go" -> new Toolchain(compiler, ".go", List.of("build", "-trimpath"), List.of());
                case "g++" -> new Toolchain(compiler, ".cpp", List.of("-static", "-w"), List.of());
                case "gfortran" -> new Toolchain(compiler, ".f90", List.of("-static", "-w"), List.of());
                case "rustc" -> new Toolchain(compiler, ".rs", List.of("-C", "target-feature=+crt-static"), List.of());
                default -> new Toolchain(compiler, ".c", List.of("-static", "-w"), List.of("-lm"));
            };
        }
    }

    /// The program, built once for each compiler and directory.
    ///
    /// @param compiler as on PATH, or `cgo` for Go with parts in C
    /// @param name of the source in the test resources, without ending; may begin with a folder
    static Path build(Path directory, String compiler, String name, String... options) {
        Toolchain toolchain = Toolchain.of(compiler);
        String file = name.substring(name.lastIndexOf('/') + 1);
        Path program = directory.resolve(
                file + "-" + compiler + String.join("", options).replace('/', '_'));
        if (Files.exists(program)) {
            return program;
        }
        Path source = directory.resolve(file + toolchain.ending());
        try (InputStream in = Programs.class.getResourceAsStream("/programs/" + name + toolchain.ending())) {
            Files.write(source, in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        List<String> command = new ArrayList<>();
        command.add(RequiredTool.path(toolchain.compiler()).toString());
        command.addAll(toolchain.first());
        command.addAll(List.of(options));
        command.addAll(List.of("-o", program.toString(), source.toString()));
        command.addAll(toolchain.last());
        Run.Result built = Run.natively(command)
                .in(directory)
                .with("CGO_ENABLED", compiler.equals("cgo") ? "1" : "0")
                .with("GOCACHE", directory.resolve("go-cache").toString())
                .with("GO111MODULE", "off")
                .finish();
        assertThat(built.status()).as(built.errorText()).isZero();
        return program;
    }
}
