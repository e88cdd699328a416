package org.hermitscope.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.hermitscope.monitor.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that negotiated telnet: what comes back for each key, exactly.
@Timeout(60)
class EditingTest {
    private static final String PROMPT = "(hermit) ";
    private static final int QUIET_MS = 150;

    private final Shell shell = TestCommands.shell();
    private final MonitorServer server = MonitorServer.start(shell, MonitorOptions.loopback(0, "HermitScope test"));
    private Probe probe;

    @BeforeEach
    void negotiate() throws IOException {
        probe = new Probe(server.address());
        probe.until(PROMPT);
        probe.send(Probe.XTERM);
        assertThat(probe.until("\u00ff\u00f0")).isEqualTo("\u00ff\u00fa\u0018\u0001\u00ff\u00f0");
    }

    @AfterEach
    void close() throws IOException {
        probe.close();
        server.close();
        shell.close();
    }

    private String type(String keys) throws IOException {
        probe.send(keys);
        return probe.untilQuiet(QUIET_MS);
    }

    @Test
    void keysAreEchoedAndThePromptIsNotRepeated() throws IOException {
        assertThat(type("info")).isEqualTo("info");
        assertThat(type(" status\r\n")).isEqualTo(" status\r\nVM status: running\r\n" + PROMPT);
        assertThat(type("\r\u0000")).isEqualTo("\r\n" + PROMPT);
    }

    @Test
    void tabCompletesAndLists() throws IOException {
        assertThat(type("inf\t")).isEqualTo("info ");
        assertThat(type("st\t")).isEqualTo("status ");
        assertThat(type("\u0015info \t"))
                .endsWith("\r\nclients  history  status   version\r\n\r\u0000" + PROMPT + "info ");
        type("zz");
        assertThat(type("\t")).isEqualTo("\u0007");
    }

    @Test
    void historyComesWithTheArrows() throws IOException {
        type("echo one\r\n");
        type("echo two\r\n");
        assertThat(type("\u001b[A")).isEqualTo("echo two");
        assertThat(type("\u001bOA\r\n")).contains("one");
        assertThat(type("info history\r\n")).contains("0: 'echo one'\r\n1: 'echo two'\r\n2: 'echo one'");
    }

    @Test
    void controlKeysWorkAsInBash() throws IOException {
        assertThat(type("info statusX\u007f\u0001\u0004i\u0005\r\n")).contains("VM status: running");
        assertThat(type("xyz\u0015echo a b\u0017c\r\n")).contains("a c\r\n");
        assertThat(type("echo one\u0001\u000becho two\r\n")).contains("two\r\n");
        assertThat(type("ech\u0002\u0006o three\u001b[H\u001b[F\r\n")).contains("three\r\n");
        assertThat(type("o here\u0001ech\u0005\u000c\r\n")).contains("here\r\n");
        assertThat(type("echo ab\u0001\u000b\u0019\u0019\r\n")).contains("abecho ab\r\n");
    }

    @Test
    void unusedKeysLeaveNothingBehind() throws IOException {
        assertThat(type("\u001bOP\u001b[15~\u001b[5~\u001b[1;2A\u001b[Z")).isEmpty();
        assertThat(type("\u0018\u0005\u0018\u0016info status\r\n")).contains("VM status: running");
    }

    @Test
    void controlCDropsTheLineOrEndsTheCommand() throws IOException {
        assertThat(type("garbage\u0003")).isEqualTo("garbage\r\n" + PROMPT);
        assertThat(type("dmesg -f\r\n")).isEqualTo("dmesg -f\r\nlog line\r\n");
        assertThat(type("\u0003")).isEqualTo(PROMPT);
        assertThat(type("echo ok\r\n")).isEqualTo("echo ok\r\nok\r\n" + PROMPT);
    }

    @Test
    void controlDLeavesOnAnEmptyLineOnly() throws IOException {
        assertThat(type("ab\u0001\u0004\r\n")).endsWith("unknown command: 'b'\r\n" + PROMPT);
        probe.send("\u0004");
        assertThat(probe.untilClosed()).isEqualTo("\r\n");
    }

    @Test
    void windowSizesMayBeAbsurd() throws IOException {
        for (String size : new String[] {
            "\u0000\u0000\u0000\u0000", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\u0000\u0001\u0000\u0001"
        }) {
            probe.send("\u00ff\u00fa\u001f" + size + "\u00ff\u00f0");
            assertThat(type("info status\r\n")).contains("VM status: running");
        }
    }

    @Test
    void utf8IsEdited() throws IOException {
        String word = "gr\u00c3\u00bc\u00c3\u009f";
        assertThat(type("echo " + word + "\u007f\u00c3\u009f\r\n")).contains("\r\n" + word + "\r\n");
    }

    @Test
    void aPastedLineIsDrawnOnceAndInTime() throws IOException {
        long before = probe.received();
        String line = "echo " + "x".repeat(4000);
        long start = System.nanoTime();
        probe.send(line + "\r\n");
        probe.until("\r\n" + PROMPT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        // The answer repeats the line; the rest is the editor's.
        assertThat(probe.received() - before - line.length()).isLessThan(4L * line.length() + 4096);
    }

    @Test
    void aHugePasteIsRefusedWithLinearOutput() throws IOException {
        long before = probe.received();
        int size = 100_000;
        probe.send("x".repeat(size) + "\r\n");
        probe.until("line too long (limit 4096 characters)\r\n" + PROMPT);
        assertThat(probe.received() - before).isLessThan(4L * size + 4096);
        assertThat(type("info status\r\n")).contains("VM status: running");
    }

    @Test
    void oneKeyAtATimeCostsLittle() throws IOException {
        long before = probe.received();
        int size = 1000;
        for (int i = 0; i < size; i++) {
            probe.send("k");
            probe.until("k");
        }
        assertThat(probe.received() - before).isLessThan(4L * size + 4096);
    }

    @Test
    void floodsOfKeysStayLinear() throws IOException {
        type("echo " + "h".repeat(2000) + "\r\n");
        for (String keys :
                new String[] {"\u001b[A\u001b[B", "\u0000", "\u00fe", "\u001b", "\u0001\u0005", "\u0012x\u0003"}) {
            long before = probe.received();
            int count = 30_000 / keys.length();
            probe.send(keys.repeat(count) + "\u0003\u0003");
            probe.untilQuiet(400);
            long sent = (long) keys.length() * count;
            long lines = keys.contains("\u0003") ? count : 0;
            assertThat(probe.received() - before)
                    .as("keys " + (int) keys.charAt(0))
                    .isLessThan(4 * sent + 4096 + lines * 2 * PROMPT.length());
        }
        assertThat(type("\r\ninfo status\r\n")).contains("VM status: running");
    }

    @Test
    void anUnfinishedLineIsForgottenWhenTheClientGoes() throws IOException, InterruptedException {
        type("stop");
        probe.close();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!shell.sessions().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        assertThat(shell.sessions()).isEmpty();
    }
}
