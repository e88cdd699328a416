package org.hermitscope.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hermitscope.gdbstub.GdbServerOptions.OnDisconnect;
import org.hermitscope.gdbstub.toy.FullToyMachine;
import org.hermitscope.gdbstub.toy.RspClient;
import org.hermitscope.gdbstub.toy.ToyPrograms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GdbServerTest {
    private final FullToyMachine machine = new FullToyMachine(ToyPrograms.standard());
    private final RecordingListener told = new RecordingListener();
    private final GdbServerOptions options = GdbServerOptions.loopback(0).withListener(told);

    @AfterEach
    void stopTheMachine() {
        machine.kill();
    }

    private RspClient connect(GdbServer server) throws IOException {
        return new RspClient(server.address()).quiet();
    }

    @Test
    void anyFreePortIsTakenWhenAskedForNone() {
        try (GdbServer server = GdbServer.start(machine, options)) {
            assertThat(server.address().getPort()).isPositive();
            assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(server.connected()).isFalse();
        }
    }

    @Test
    void aPortInUseIsNamed() {
        try (GdbServer first = GdbServer.start(machine, options)) {
            int port = first.address().getPort();
            assertThatExceptionOfType(GdbServerException.class)
                    .isThrownBy(() -> GdbServer.start(machine, GdbServerOptions.loopback(port)))
                    .withMessageContaining("127.0.0.1:" + port)
                    .withMessageContaining("in use");
        }
    }

    @Test
    void theHostIsToldWhoComesAndGoes() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options)) {
            RspClient client = connect(server);
            assertThat(told.next()).isEqualTo("connected");
            assertThat(server.connected()).isTrue();
            assertThat(client.ask("D")).isEqualTo("OK");
            client.close();
            assertThat(told.next()).isEqualTo("disconnected: detached");
            assertThat(server.connected()).isFalse();
        }
    }

    @Test
    void aSecondClientIsToldAndClosedWhileTheFirstGoesOn() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options);
                RspClient first = connect(server);
                RspClient second = new RspClient(server.address())) {
            second.send("qSupported:multiprocess+");
            assertThat(second.readToEnd()).contains("$E.another debugger is connected#");
            assertThat(told.next()).isEqualTo("connected");
            assertThat(told.next()).isEqualTo("refused: another client is connected");
            assertThat(first.ask("qC")).isEqualTo("QC1");
        }
    }

    @Test
    void aClientInExtendedModeStaysAfterTheEndOfTheProgram() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options)) {
            RspClient client = connect(server);
            assertThat(told.next()).isEqualTo("connected");
            assertThat(client.ask("!")).isEqualTo("OK");
            runToTheEnd(client);
            Thread waiting = Thread.ofVirtual().start(() -> awaitClient(server));
            assertThat(told.next()).isEqualTo("stays");
            assertThat(client.ask("qfThreadInfo")).isEqualTo("l");
            assertThat(waiting.isAlive()).isTrue();
            client.close();
            assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
            assertThat(told.next()).isEqualTo("disconnected: connection lost");
        }
    }

    @Test
    void whoStaysAfterTheEndIsSentAwayWhenTheServerCloses() throws Exception {
        GdbServer server = GdbServer.start(machine, options);
        try (RspClient client = connect(server)) {
            assertThat(client.ask("!")).isEqualTo("OK");
            runToTheEnd(client);
            Thread waiting = Thread.ofVirtual().start(() -> awaitClient(server));
            assertThat(told.next()).isEqualTo("connected");
            assertThat(told.next()).isEqualTo("stays");
            server.close();
            assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void otherClientsAreNotWaitedFor() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options);
                RspClient client = connect(server)) {
            runToTheEnd(client);
            server.awaitClient();
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    private static void runToTheEnd(RspClient client) throws IOException {
        assertThat(client.ask("P0=3c00000000000000")).isEqualTo("OK");
        assertThat(client.ask("P5=0700000000000000")).isEqualTo("OK");
        assertThat(client.ask("c400030")).startsWith("W07");
    }

    private static void awaitClient(GdbServer server) {
        try {
            server.awaitClient();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoOnlyConnectsKeepsNobodyOut() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options);
                RspClient _ = new RspClient(server.address());
                RspClient acknowledging = new RspClient(server.address())) {
            acknowledging.raw("+");
            try (RspClient client = connect(server)) {
                assertThat(client.ask("qC")).isEqualTo("QC1");
            }
        }
    }

    @Test
    void theNextClientCanComeWhenTheLastHasGone() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options)) {
            for (int i = 0; i < 3; i++) {
                try (RspClient client = connect(server)) {
                    assertThat(told.next()).isEqualTo("connected");
                    assertThat(client.ask("vCont;s")).startsWith("T05");
                }
                assertThat(told.next()).isEqualTo("disconnected: connection lost");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OnDisconnect.class)
    void aVanishedClientLeavesNoBreakpointsAndThePolicyHolds(OnDisconnect policy) throws Exception {
        for (boolean running : new boolean[] {false, true}) {
            FullToyMachine fresh = new FullToyMachine(ToyPrograms.standard());
            try (GdbServer server = GdbServer.start(fresh, options.withOnDisconnect(policy))) {
                RspClient client = connect(server);
                assertThat(client.ask("Z0,400040,1")).isEqualTo("OK");
                assertThat(client.ask("Z4,400040,1")).isEqualTo("OK");
                assertThat(fresh.points()).isEqualTo(2);
                if (running) {
                    client.send("vCont;c");
                }
                client.abort();
                assertThat(fresh.awaitCall()).isEqualTo("attach");
                assertThat(fresh.awaitCall())
                        .isEqualTo(
                                switch (policy) {
                                    case CONTINUE -> "detach RUN_ON";
                                    case STOP -> "detach STAY_STOPPED";
                                    case KILL -> "kill";
                                });
                assertThat(fresh.points()).isZero();
                assertThat(fresh.running()).isEqualTo(policy == OnDisconnect.CONTINUE);
                fresh.kill();
            }
        }
    }

    @Test
    void closingSendsWhatTheTargetHasReported() throws Exception {
        GdbServer server = GdbServer.start(machine, options);
        try (RspClient client = connect(server)) {
            assertThat(client.ask("P0=3c00000000000000")).isEqualTo("OK");
            assertThat(client.ask("P5=2a00000000000000")).isEqualTo("OK");
            client.send("c400030");
            machine.awaitExit();
            server.close();
            assertThat(client.receive()).isEqualTo("W2a");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void closingLeavesAStoppedProgramStoppedAndIsIdempotent() throws Exception {
        GdbServer server = GdbServer.start(machine, options);
        try (RspClient client = connect(server)) {
            assertThat(client.ask("Z0,400040,1")).isEqualTo("OK");
            server.close();
            server.close();
            assertThat(client.read()).isEqualTo(-1);
            assertThat(machine.awaitCall()).isEqualTo("attach");
            assertThat(machine.awaitCall()).isEqualTo("detach STAY_STOPPED");
            assertThat(machine.points()).isZero();
        }
    }

    @Test
    void aConnectingClientStopsARunningProgram() throws Exception {
        machine.start();
        try (GdbServer server = GdbServer.start(machine, options);
                RspClient client = connect(server)) {
            assertThat(client.ask("?")).startsWith("T02");
            assertThat(machine.running()).isFalse();
        }
    }

    @Test
    void failuresOfTheTargetAreReportedAndSurvived() throws Exception {
        try (GdbServer server = GdbServer.start(machine, options);
                RspClient client = connect(server)) {
            assertThat(told.next()).isEqualTo("connected");
            assertThat(client.ask("qRcmd,627265616b")).isEqualTo("E05");
            assertThat(told.next()).isEqualTo("failed: packet qRcmd,627265616b: broken");
            assertThat(client.ask("qC")).isEqualTo("QC1");
        }
    }

    @Test
    void aTargetThatCannotBeAttachedToEndsTheSession() throws Exception {
        machine.refuseToAttach();
        try (GdbServer server = GdbServer.start(machine, options);
                RspClient client = new RspClient(server.address())) {
            client.send("?");
            assertThat(client.readToEnd()).isEqualTo("+");
            assertThat(told.next()).isEqualTo("connected");
            assertThat(told.next()).isEqualTo("failed: session: cannot be stopped");
            assertThat(told.next()).isEqualTo("disconnected: the target failed: cannot be stopped");
            assertThat(server.connected()).isFalse();
        }
    }

    @Test
    void theProtocolLogShowsBothDirections() throws Exception {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        GdbServerListener logging = new GdbServerListener() {
            @Override
            public boolean wantsPackets() {
                return true;
            }

            @Override
            public void packet(boolean fromClient, String payload) {
                log.add((fromClient ? ">" : "<") + payload);
            }
        };
        try (GdbServer server = GdbServer.start(machine, options.withListener(logging));
                RspClient client = connect(server)) {
            assertThat(client.ask("m400000,2")).isEqualTo("9090");
        }
        assertThat(log).containsExactly(">QStartNoAckMode", "<OK", ">m400000,2", "<9090");
    }
}
