package org.hermitscope.tests.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HermitScope running beside the test: its announced ports, its output so far, its end.
final class Background implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();

    Background(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(Run.hermitscopeCommand());
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command).directory(directory.toFile()).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(() -> collect(process.getInputStream(), output));
        Thread.ofVirtual().start(() -> collect(process.getErrorStream(), errors));
    }

    private static void collect(InputStream from, StringBuilder into) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (int c; (c = reader.read()) >= 0; ) {
                synchronized (into) {
                    into.append((char) c);
                    into.notifyAll();
                }
            }
        } catch (IOException closed) {
            synchronized (into) {
                into.notifyAll();
            }
        }
    }

    Process process() {
        return process;
    }

    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    String errors() {
        synchronized (errors) {
            return errors.toString();
        }
    }

    /// Waits for our own lines on standard error.
    String awaitError(String regex) {
        return await(errors, regex);
    }

    String awaitOutput(String regex) {
        return await(output, regex);
    }

    private String await(StringBuilder text, String regex) {
        Pattern pattern = Pattern.compile(regex);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        synchronized (text) {
            while (true) {
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || !process.isAlive() && left < TimeUnit.SECONDS.toMillis(LIMIT_SECONDS - 2)) {
                    throw new AssertionError("no " + regex + " in: " + text);
                }
                try {
                    text.wait(Math.min(left, 100));
                } catch (InterruptedException interrupted) {
                    throw new AssertionError("interrupted", interrupted);
                }
            }
        }
    }

    String gdbPort() {
        return awaitError("gdb: target extended-remote 127\\.0\\.0\\.1:(\\d+) \\(");
    }

    String monitorPort() {
        return awaitError("monitor: telnet 127\\.0\\.0\\.1 (\\d+)\n");
    }

    int awaitEnd() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running; errors: " + errors());
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
