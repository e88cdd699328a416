package org.hermitscope.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hermitscope.monitor.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sessions with the clients people have: `nc` and `telnet`.
@Timeout(60)
class RealClientsTest {
    private final Shell shell = TestCommands.shell();
    private final MonitorServer server = MonitorServer.start(shell, MonitorOptions.loopback(0, "HermitScope test"));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        server.close();
        shell.close();
    }

    private static void need(String tool) {
        for (String place : new String[] {"/usr/bin/", "/bin/", "/usr/local/bin/"}) {
            if (new File(place + tool).canExecute()) {
                return;
            }
        }
        assumeTrue(false, tool + " is not installed");
    }

    /// Runs a command, its standard input from a file, and returns its exit code and output.
    private String run(int expectedExit, String input, String terminal, String... command)
            throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("TERM", terminal);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(out, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue()).as(text).isEqualTo(expectedExit);
        return text;
    }

    private String port() {
        return String.valueOf(server.address().getPort());
    }

    @Test
    void ncSendsLinesAndGetsAnswers() throws IOException, InterruptedException {
        need("nc");
        String text = run(0, "info status\n", "xterm", "nc", "-N", "127.0.0.1", port());
        assertThat(text).endsWith("(hermit) VM status: running\r\n(hermit) ").doesNotContain("\u001b");
    }

    @Test
    void ncSendsManyLinesAndGetsAllAnswers() throws IOException, InterruptedException {
        need("nc");
        String text = run(0, "echo line\n".repeat(5000), "xterm", "nc", "-N", "127.0.0.1", port());
        assertThat(text.lines().filter(line -> line.equals("(hermit) line")).count())
                .isEqualTo(5000);
    }

    @Test
    void telnetOnAnXtermEditsLines() throws IOException, InterruptedException {
        String text = session("xterm", """
                send "info st\\t"
                expect "info status "
                send "\\r"
                expect "VM status: running"
                expect "(hermit) "
                send "dmesg -f\\r"
                expect "log line"
                send "\\003"
                expect "(hermit) "
                send "\\033\\[A\\033\\[A"
                expect "info status"
                send "\\025echo gr\\u00fc\\u00df\\r"
                expect -re "\\r\\ngr\\u00fc\\u00df\\r\\n"
                expect "(hermit) "
                send "\\004"
                expect eof
                """);
        assertThat(text).contains("Connection closed by foreign host");
    }

    @Test
    void telnetOnADumbTerminalSendsLines() throws IOException, InterruptedException {
        String text = session("dumb", """
                send "info status\\r"
                expect "VM status: running"
                expect "(hermit) "
                send "exit\\r"
                expect eof
                """);
        assertThat(text).contains("VM status: running\r\n").doesNotContain("\u001b");
    }

    @Test
    void telnetCanInterruptByCommand() throws IOException, InterruptedException {
        session("xterm", """
                send "dmesg -f\\r"
                expect "log line"
                send "\\035"
                expect "telnet> "
                send "send ip\\r"
                expect "(hermit) "
                send "echo here\\r"
                expect -re "\\nhere\\r\\n"
                expect "(hermit) "
                send "\\035"
                expect "telnet> "
                send "send ayt\\r"
                expect "yes"
                send "\\035"
                expect "telnet> "
                send "quit\\r"
                expect eof
                """);
    }

    /// Runs an expect script against a telnet session that shows the first prompt; each `expect` must succeed.
    private String session(String terminal, String steps) throws IOException, InterruptedException {
        need("expect");
        need("telnet");
        String script = """
                set timeout 8
                set stty_init "rows 24 columns 80"
                spawn telnet 127.0.0.1 %s
                expect_before timeout { puts "TIMEOUT"; exit 3 }
                expect "(hermit) "
                """.formatted(port());
        Path file = Files.writeString(folder.resolve("script"), script + steps + "exit 0\n");
        return run(0, "", terminal, "expect", file.toString());
    }
}
