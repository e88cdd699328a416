package org.hermitscope.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hermitscope.vmm.HostPort;

/// Another HermitScope that runs a guest, listened to.
final class GuestProcess implements AutoCloseable {
    private static final String GDB = "hermitscope: gdb: target extended-remote ";
    private static final String MONITOR = "hermitscope: monitor: telnet ";
    private static final int PATIENCE_SECONDS = 15;

    private final Process process;
    private final Thread cleaner;
    private final Thread output;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder printed = new StringBuilder();
    private final List<String> told = new ArrayList<>();

    GuestProcess(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(OwnCommand.words());
        command.add("run");
        command.addAll(words);
        process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        cleaner = Thread.ofPlatform().name("demo-cleaner").unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(cleaner);
        output = Thread.ofVirtual().name("demo-output").start(() -> pump(process.getInputStream(), printed::append));
        Thread.ofVirtual().name("demo-messages").start(() -> pump(process.getErrorStream(), this::message));
    }

    private interface Sink {
        void accept(String text);
    }

    private static void pump(InputStream from, Sink sink) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sink.accept(line + "\n");
            }
        } catch (IOException e) {
            sink.accept("");
        }
    }

    private void message(String line) {
        messages.add(line);
    }

    /// Where gdb may connect, as soon as that is said.
    HostPort gdb() throws IOException, InterruptedException {
        String address = awaitMessage(GDB);
        int end = address.indexOf(' ');
        return HostPort.parse(end < 0 ? address : address.substring(0, end));
    }

    /// Where telnet may connect, as soon as that is said.
    HostPort monitor() throws IOException, InterruptedException {
        String[] words = awaitMessage(MONITOR).split(" ", -1);
        return new HostPort(words[0], (int) Whole.number(words[words.length - 1]));
    }

    private String awaitMessage(String start) throws IOException, InterruptedException {
        for (String line : told) {
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String line = messages.poll(Math.min(200_000_000L, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                if (!process.isAlive() && messages.isEmpty() || System.nanoTime() > deadline) {
                    throw new IOException(
                            "the guest did not start: " + String.join("", told).strip());
                }
                continue;
            }
            told.add(line);
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
    }

    /// What HermitScope said so far.
    String told() {
        messages.drainTo(told);
        return String.join("", told);
    }

    /// Waits for the end.
    ///
    /// @return the exit status
    int await() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the guest did not end");
        }
        output.join();
        return process.exitValue();
    }

    /// What the guest printed; complete after [#await].
    String printed() {
        return printed.toString();
    }

    @Override
    public void close() {
        // A guest that a debugger holds takes no notice of a polite request.
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(cleaner);
    }
}
