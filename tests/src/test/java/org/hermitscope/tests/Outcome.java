package org.hermitscope.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// How a program ended and what it said.
///
/// @param status exit status as a shell would report it
/// @param out standard output
/// @param err standard error
record Outcome(int status, String out, String err) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Runs the launcher with our `HERMIT_*` variables gone, so that the surroundings do not decide.
    static Outcome hermitscope(String... words) {
        return hermitscope(Map.of(), words);
    }

    static Outcome hermitscope(Map<String, String> variables, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = House.root().resolve("hermitscope").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return command(House.root(), variables, command);
    }

    /// Runs anything.
    static Outcome command(Path folder, Map<String, String> variables, String... words) {
        ProcessBuilder builder = new ProcessBuilder(List.of(words)).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HERMIT"));
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = collect(process.getInputStream());
            CompletableFuture<String> err = collect(process.getErrorStream());
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", words) + " did not end; it said: " + err.join());
            }
            return new Outcome(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new AssertionError(String.join(" ", words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static CompletableFuture<String> collect(InputStream from) {
        return CompletableFuture.supplyAsync(() -> {
            try (from) {
                return new String(from.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "unreadable: " + e.getMessage();
            }
        });
    }
}
