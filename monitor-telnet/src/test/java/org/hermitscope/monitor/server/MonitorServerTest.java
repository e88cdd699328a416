package org.hermitscope.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MonitorServerTest {
    private static final String PROMPT = "(hermit) ";

    private final Shell shell = TestCommands.shell();
    private final MonitorOptions options = MonitorOptions.loopback(0, "HermitScope test");
    private MonitorServer server = MonitorServer.start(shell, options);

    @AfterEach
    void close() {
        server.close();
        shell.close();
    }

    private void restart(MonitorOptions changed) {
        server.close();
        server = MonitorServer.start(shell, changed);
    }

    private Probe connect() throws IOException {
        return new Probe(server.address());
    }

    private void awaitClients(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (server.clients() != count && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        assertThat(server.clients()).isEqualTo(count);
    }

    @Test
    void aPortInUseIsNamed() {
        int port = server.address().getPort();
        assertThatThrownBy(() -> MonitorServer.start(shell, MonitorOptions.loopback(port, "x")))
                .isInstanceOf(MonitorException.class)
                .hasMessage("monitor: cannot listen on localhost:" + port + ": Address already in use");
    }

    @Test
    void listensOnLoopbackByDefault() {
        assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(server.address().getPort()).isPositive();
    }

    @Test
    void aHalfClosedInputStillGetsAllAnswers() throws IOException {
        try (Probe probe = connect()) {
            probe.send("info status\necho two; echo three\necho last");
            probe.socket().shutdownOutput();
            assertThat(probe.untilClosed())
                    .endsWith(PROMPT + "VM status: running\r\n" + PROMPT + "two\r\nthree\r\n" + PROMPT + "last\r\n"
                            + PROMPT);
        }
    }

    @Test
    void controlCEndsTheCommandAndNotTheSession() throws IOException {
        try (Probe probe = connect()) {
            probe.send("dmesg -f\necho typed ahead\n");
            probe.until("log line\r\n");
            probe.send("\u0003");
            assertThat(probe.until(PROMPT)).isEqualTo(PROMPT);
            probe.send("echo still here\n");
            assertThat(probe.until(PROMPT)).isEqualTo("still here\r\n" + PROMPT);
            probe.send("dmesg -f\n");
            probe.until("log line\r\n");
            // IP, then the Synch a telnet client adds: IAC as urgent data, DM behind it.
            probe.send("\u00ff\u00f4");
            probe.socket().sendUrgentData(0xff);
            probe.send("\u00f2");
            assertThat(probe.until(PROMPT)).isEqualTo(PROMPT);
            probe.send("info status\n");
            assertThat(probe.until(PROMPT)).isEqualTo("VM status: running\r\n" + PROMPT);
        }
    }

    @Test
    void abortOutputSilencesTheCommandOnly() throws IOException {
        try (Probe probe = connect()) {
            probe.until(PROMPT);
            probe.send("dmesg -f\n");
            probe.until("log line\r\n");
            probe.send("\u00ff\u00f5\u0003echo after\n");
            assertThat(probe.until("after\r\n" + PROMPT)).isEqualTo(PROMPT + "after\r\n" + PROMPT);
        }
    }

    @Test
    void anHttpClientIsClosedAtOnce() throws IOException {
        try (Probe probe = connect()) {
            long start = System.nanoTime();
            probe.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(probe.untilClosed()).doesNotContain("unknown command");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void oneClientTooManyIsToldSo() throws IOException, InterruptedException {
        restart(options.withClients(2));
        try (Probe first = connect();
                Probe second = connect();
                Probe third = connect()) {
            assertThat(third.untilClosed()).isEqualTo("too many monitor clients (2); info clients / kick\r\n");
            first.until(PROMPT);
            second.until(PROMPT);
            first.send("info clients\n");
            String clients = first.until(PROMPT);
            assertThat(clients).contains("* Client #1: telnet 127.0.0.1:").contains("  Client #2: telnet 127.0.0.1:");
            first.send("kick 2\n");
            assertThat(second.untilClosed()).isEqualTo("\r\ndisconnected by another client\r\n");
            second.socket().close();
            first.until(PROMPT);
            awaitClients(1);
            try (Probe fourth = connect()) {
                fourth.until(PROMPT);
            }
        }
    }

    @Test
    void aThousandConnectionsNeedNoThousandThreads() throws IOException, InterruptedException {
        int threads = Thread.activeCount();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket();
                socket.connect(server.address(), 10_000);
                sockets.add(socket);
            }
            awaitClients(8);
            assertThat(Thread.activeCount()).isLessThan(threads + 8);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        // Connections that waited to be accepted may still take a place for a moment.
        String greeting = "";
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!greeting.contains("HermitScope") && System.nanoTime() < end) {
            try (Probe probe = connect()) {
                greeting = probe.until("\r\n");
            }
        }
        assertThat(greeting).contains("HermitScope test monitor");
        awaitClients(0);
        assertThat(shell.sessions()).isEmpty();
    }

    @Test
    void aClientThatNeverReadsIsDroppedAndDisturbsNobody() throws IOException, InterruptedException {
        restart(options.withSlowClient(Duration.ofMillis(700)));
        shell.commands().register(Command.of("flood", "", "", call -> {
            for (int i = 0; i < 100_000; i++) {
                call.println("flood ".repeat(100));
            }
        }));
        try (Probe deaf = connect();
                Probe queued = connect();
                Probe other = connect()) {
            deaf.send("x /1000000xb 0\nx /1000000xb 0\nx /1000000xb 0\n");
            queued.send("flood\n");
            other.until(PROMPT);
            for (int i = 0; i < 50; i++) {
                other.send("stop; info status\n");
                assertThat(other.until(PROMPT)).isEqualTo("VM status: running\r\n" + PROMPT);
            }
            awaitClients(1);
        }
    }

    @Test
    void aSlowReaderThatDoesReadGetsEverything() throws IOException {
        restart(options.withSlowClient(Duration.ofMillis(700)));
        try (Probe probe = connect()) {
            probe.until(PROMPT);
            probe.send("x /200000xb 0\necho end of it\n");
            String text = probe.until("end of it\r\n" + PROMPT);
            assertThat(text.lines().count()).isEqualTo(200_000 / 8 + 2);
            assertThat(text).contains("0000000000030d38: ");
        }
    }

    @Test
    void aMegabyteWithoutEndDisturbsNobody() throws IOException {
        try (Probe flood = connect();
                Probe other = connect()) {
            flood.until(PROMPT);
            other.until(PROMPT);
            for (int i = 0; i < 16; i++) {
                flood.send("z".repeat(65_536));
                other.send("info status\n");
                assertThat(other.until(PROMPT)).isEqualTo("VM status: running\r\n" + PROMPT);
            }
            flood.send("\ninfo status\n");
            assertThat(flood.until("running\r\n" + PROMPT))
                    .isEqualTo("\u0007line too long (limit 4096 characters)\r\n" + PROMPT + "VM status: running\r\n"
                            + PROMPT);
        }
    }

    @Test
    void manyLinesAtOnceAreAllAnswered() throws IOException {
        try (Probe probe = connect()) {
            Thread.ofVirtual().start(() -> {
                try {
                    probe.send("echo line\n".repeat(50_000) + "echo end\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            String text = probe.until("end\r\n");
            assertThat(text.lines().filter(line -> line.endsWith("line")).count())
                    .isEqualTo(50_000);
        }
    }

    @Test
    void closingTheServerCancelsCommandsAndSaysGoodbye() throws IOException {
        try (Probe following = connect();
                Probe idle = connect()) {
            following.send("dmesg -f\n");
            following.until("log line\r\n");
            idle.until(PROMPT);
            server.close("the virtual machine has ended");
            assertThat(following.untilClosed()).isEqualTo("the virtual machine has ended\r\n");
            assertThat(idle.untilClosed()).isEqualTo("\r\nthe virtual machine has ended\r\n");
        }
        assertThat(shell.sessions()).isEmpty();
    }

    @Test
    void aVanishedClientEndsItsCommand() throws IOException, InterruptedException {
        Probe probe = connect();
        probe.send("dmesg -f\n");
        probe.until("log line\r\n");
        probe.socket().setSoLinger(true, 0);
        probe.close();
        awaitClients(0);
        assertThat(shell.sessions()).isEmpty();
    }

    @Test
    void editingThatStartsDuringACommandShowsItsPromptOnce() throws IOException {
        try (Probe probe = connect()) {
            probe.until(PROMPT);
            probe.send("dmesg -f\r\n");
            probe.until("log line\r\n");
            probe.send(Probe.XTERM);
            probe.until("\u00ff\u00f0");
            probe.send("\u0003");
            assertThat(probe.until(PROMPT)).isEqualTo(PROMPT);
            probe.send("info status\r\n");
            assertThat(probe.until("running\r\n" + PROMPT)).isEqualTo("info status\r\nVM status: running\r\n" + PROMPT);
        }
    }
}
