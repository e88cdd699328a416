package org.hermitscope.monitor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.Shell;
import org.hermitscope.monitor.Status;
import org.hermitscope.monitor.server.MonitorOptions;
import org.hermitscope.monitor.server.MonitorServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MonitorClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Shell shell = new Shell("HermitScope test");
    private final MonitorServer server = MonitorServer.start(
            shell, MonitorOptions.loopback(0, "HermitScope test").withClients(2));

    @AfterEach
    void close() {
        server.close();
        shell.close();
    }

    @Test
    void everyCommandHasItsAnswerAndItsStatus() throws IOException {
        shell.commands().register(Command.of("guest", "", "", call -> call.print("OK\nERROR\n\n indented\nno end")));
        try (MonitorClient client = MonitorClient.connect(server.address(), LIMIT)) {
            assertThat(client.execute("info version"))
                    .isEqualTo(new MonitorClient.Answer(Status.OK, "HermitScope test\n"));
            assertThat(client.execute("bogus"))
                    .isEqualTo(new MonitorClient.Answer(Status.ERROR, "unknown command: 'bogus'\n"));
            assertThat(client.execute("")).isEqualTo(new MonitorClient.Answer(Status.OK, ""));
            assertThat(client.execute("guest"))
                    .isEqualTo(new MonitorClient.Answer(Status.OK, "OK\nERROR\n\n indented\nno end\n"));
            assertThat(client.execute("echo gr\u00fc\u00df; bogus; echo c"))
                    .isEqualTo(new MonitorClient.Answer(Status.ERROR, "gr\u00fc\u00df\nunknown command: 'bogus'\nc\n"));
            assertThat(client.execute("exit")).isEqualTo(new MonitorClient.Answer(Status.OK, ""));
            assertThatThrownBy(() -> client.execute("info version")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersArriveLineByLine() throws IOException {
        shell.commands().register(Command.of("count", "", "", call -> {
            for (int i = 0; i < 1000; i++) {
                call.println("line " + i);
            }
        }));
        List<String> lines = new ArrayList<>();
        try (MonitorClient client = MonitorClient.connect(server.address(), LIMIT)) {
            assertThat(client.execute("count", lines::add)).isEqualTo(Status.OK);
        }
        assertThat(lines).hasSize(1000).startsWith("line 0").endsWith("line 999");
    }

    @Test
    void refusalsAreExplained() throws IOException {
        try (MonitorClient first = MonitorClient.connect(server.address(), LIMIT);
                MonitorClient second = MonitorClient.connect(server.address(), LIMIT)) {
            assertThatThrownBy(() -> MonitorClient.connect(server.address(), LIMIT))
                    .hasMessage("too many monitor clients (2); info clients / kick");
            assertThat(first.execute("info clients").text()).contains("#1").contains("#2");
            assertThat(second.execute("echo a\u001b").text()).isEqualTo("a\\x1b\n");
        }
    }

    @Test
    void whatIsNoMonitorIsNamed() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) mute.getLocalSocketAddress();
            assertThatThrownBy(() -> MonitorClient.connect(address, Duration.ofMillis(200)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("monitor localhost:" + address.getPort() + ": no monitor answers there");
        }
        InetSocketAddress gone = server.address();
        server.close();
        assertThatThrownBy(() -> MonitorClient.connect(gone, LIMIT)).hasMessageContaining("Connection refused");
    }

    @Test
    void oneLineIsOneLine() throws IOException {
        try (MonitorClient client = MonitorClient.connect(server.address(), LIMIT)) {
            assertThatThrownBy(() -> client.execute("echo a\nstop")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void interactiveUseCopiesBothWays() throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        MonitorClient.interactive(
                server.address(),
                LIMIT,
                new ByteArrayInputStream("info version\nexit\n".getBytes(StandardCharsets.UTF_8)),
                screen);
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .isEqualTo("HermitScope test monitor - type 'help' for more information\r\n"
                        + "(hermit) HermitScope test\r\n(hermit) ");
    }
}
