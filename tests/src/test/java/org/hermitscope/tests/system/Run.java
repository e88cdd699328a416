package org.hermitscope.tests.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hermitscope.tests.House;

/// Runs a program to its end, natively or under HermitScope, and keeps what it printed.
public final class Run {
    private static final long LIMIT_SECONDS = 120;

    /// What a finished program left.
    ///
    /// @param status exit status as a shell shows it
    /// @param text standard output, a character for each byte
    /// @param errorText standard error
    record Result(int status, String text, String errorText) {}

    private final List<String> command;
    private Path directory = Path.of("/tmp");
    private byte[] input = {};
    private final Map<String, String> environment = new java.util.TreeMap<>();

    private Run(List<String> command) {
        this.command = command;
    }

    static Path projectRoot() {
        return House.root();
    }

    static Run natively(List<String> command) {
        return new Run(command);
    }

    /// How to start the CLI's jar.
    public static List<String> hermitscopeCommand() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                projectRoot().resolve("cli/target/hermitscope.jar").toString());
    }

    /// The CLI's jar, with `arguments` such as `run --here program`.
    static Run hermitscope(List<String> arguments) {
        List<String> command = new ArrayList<>(hermitscopeCommand());
        command.addAll(arguments);
        // Java reads its arguments in the locale's encoding; the launcher sees to that.
        return new Run(command).with("LC_ALL", "C.UTF-8");
    }

    static Run guest(List<String> programAndArguments, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--here", "-e", "LANG=C"));
        arguments.addAll(List.of(options));
        arguments.addAll(programAndArguments);
        return hermitscope(arguments);
    }

    Run in(Path newDirectory) {
        directory = newDirectory;
        return this;
    }

    Run withInput(byte[] bytes) {
        input = bytes;
        return this;
    }

    Run with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Result finish() {
        try {
            Path output = Files.createTempFile("run", ".out");
            Path errors = Files.createTempFile("run", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                builder.environment().clear();
                builder.environment().put("PATH", "/usr/bin:/bin");
                builder.environment().put("LANG", "C");
                builder.environment().putAll(environment);
                Process process = builder.start();
                feed(process);
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + command);
                }
                return new Result(
                        process.exitValue(),
                        Files.readString(output, StandardCharsets.ISO_8859_1),
                        new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new AssertionError("interrupted", failure);
        }
    }

    private void feed(Process process) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException closed) {
            // A program may end without reading its input.
            if (process.isAlive() && input.length == 0) {
                throw closed;
            }
        }
    }
}
