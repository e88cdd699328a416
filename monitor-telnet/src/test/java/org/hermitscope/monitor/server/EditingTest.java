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

    /// Types, and expects exactly this on the screen. Anything more would show up in the next expectation.
    private void shows(String keys, String expected) throws IOException {
        probe.send(keys);
        assertThat(probe.atLeast(expected.length())).isEqualTo(expected);
    }

    /// Types a line, and expects this somewhere before the next prompt.
    private void answers(String line, String expected) throws IOException {
        probe.send(line + "\r\n");
        String text = probe.until(expected);
        assertThat(text + probe.until(PROMPT)).endsWith(PROMPT);
    }

    @Test
    void keysAreEchoedAndThePromptIsNotRepeated() throws IOException {
        shows("info", "info");
        shows(" status\r\n", " status\r\nVM status: running\r\n" + PROMPT);
        shows("\r\u0000", "\r\n" + PROMPT);
        shows("x", "x");
    }

    @Test
    void tabCompletesAndLists() throws IOException {
        shows("inf\t", "info ");
        shows("st\t", "status ");
        shows("\u0015", "\u001b[12D\u001b[K");
        shows("info \t", "info \r\nclients  history  status   version\r\n\r\u0000" + PROMPT + "info ");
        shows("zz", "zz");
        shows("\t", "\u0007");
    }

    @Test
    void historyComesWithTheArrows() throws IOException {
        answers("echo one", "\r\none\r\n");
        answers("echo two", "\r\ntwo\r\n");
        shows("\u001b[A", "echo two");
        answers("\u001bOA", "\r\none\r\n");
        answers("info history", "0: 'echo one'\r\n1: 'echo two'\r\n2: 'echo one'");
    }

    @Test
    void controlKeysWorkAsInBash() throws IOException {
        answers("info statusX\u007f\u0001\u0004i\u0005", "VM status: running");
        answers("xyz\u0015echo a b\u0017c", "\r\na c\r\n");
        answers("echo one\u0001\u000becho two", "\r\ntwo\r\n");
        answers("ech\u0002\u0006o three\u001b[H\u001b[F", "\r\nthree\r\n");
        answers("o here\u0001ech\u0005\u000c", "\r\nhere\r\n");
        answers("echo ab\u0001\u000b\u0019\u0019", "\r\nabecho ab\r\n");
    }

    @Test
    void unusedKeysLeaveNothingBehind() throws IOException {
        probe.send("\u001bOP\u001b[15~\u001b[5~\u001b[1;2A\u001b[Z");
        answers("\u0018\u0005\u0018\u0016info status", "VM status: running");
        answers("info history", "0: 'info status'");
    }

    @Test
    void controlCDropsTheLineOrEndsTheCommand() throws IOException {
        shows("garbage\u0003", "garbage\r\n" + PROMPT);
        shows("dmesg -f\r\n", "dmesg -f\r\nlog line\r\n");
        shows("\u0003", PROMPT);
        shows("echo ok\r\n", "echo ok\r\nok\r\n" + PROMPT);
    }

    @Test
    void controlDLeavesOnAnEmptyLineOnly() throws IOException {
        answers("ab\u0001\u0004", "unknown command: 'b'\r\n");
        probe.send("\u0004");
        assertThat(probe.untilClosed()).isEqualTo("\r\n");
    }

    @Test
    void windowSizesMayBeAbsurd() throws IOException {
        String unknown = "\u0000\u0000\u0000\u0000";
        String huge = "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff";
        String tiny = "\u0000\u0001\u0000\u0001";
        for (String size : new String[] {unknown, huge, tiny}) {
            probe.send("\u00ff\u00fa\u001f" + size + "\u00ff\u00f0");
            answers("info status", "VM status: running");
        }
    }

    @Test
    void utf8IsEdited() throws IOException {
        String word = "gr\u00c3\u00bc\u00c3\u009f";
        answers("echo " + word + "\u007f\u00c3\u009f", "\r\n" + word + "\r\n");
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
        answers("info status", "VM status: running");
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
        answers("echo " + "h".repeat(2000), "\r\nhhh");
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
        answers("\u0003\u0015info status", "VM status: running");
    }

    @Test
    void anUnfinishedLineIsForgottenWhenTheClientGoes() throws IOException, InterruptedException {
        shows("stop", "stop");
        probe.close();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!shell.sessions().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        assertThat(shell.sessions()).isEmpty();
    }
}
