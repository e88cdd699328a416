package org.hermitscope.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.hermitscope.gdbstub.toy.FullToyMachine;
import org.hermitscope.gdbstub.toy.RspClient;
import org.hermitscope.gdbstub.toy.ToyPrograms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a careless or hostile client may send.
class BadInputTest {
    private final FullToyMachine machine = new FullToyMachine(ToyPrograms.standard());
    private final RecordingListener told = new RecordingListener();
    private GdbServer server;
    private RspClient client;

    @BeforeEach
    void connect() throws Exception {
        server = GdbServer.start(
                machine, GdbServerOptions.loopback(0).withListener(told).withPacketSize(4096));
        client = new RspClient(server.address());
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        server.close();
        machine.kill();
    }

    @Test
    void wrongChecksumsAreAskedForAgainAndChangeNothing() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.raw("$P0=0100000000000000#00");
            assertThat((char) client.read()).isEqualTo('-');
        }
        assertThat(client.ask("p0")).isEqualTo("0000000000000000");
    }

    @Test
    void garbageAndStrayAcknowledgementsAreIgnored() throws Exception {
        client.raw("\r\n+-+-garbage\u0000\u00ff");
        assertThat(client.ask("qC")).isEqualTo("QC1");
    }

    @Test
    void anEndlessPacketEndsTheConnection() throws Exception {
        client.quiet();
        assertThat(told.next()).isEqualTo("connected");
        client.raw("$" + "m".repeat(5000));
        assertThat(client.read()).isEqualTo(-1);
        assertThat(told.next()).isEqualTo("disconnected: packet longer than 4096 bytes");
    }

    @Test
    void lengthsBeyondAllMemoryGiveTheReadablePrefix() throws Exception {
        client.quiet();
        assertThat(client.ask("m40fffe,ffffffffffffffff")).isEqualTo("0000");
        assertThat(client.ask("m400000,ffffffffffffffff")).hasSize(4096);
        assertThat(client.ask("mffffffffffffffff,10")).isEqualTo("E14");
        assertThat(client.ask("m0,8000000000000000")).isEqualTo("E14");
        assertThat(client.ask("xffffffffffffff00,ffffffffffffffff")).isEqualTo("E14");
        assertThat(client.ask("qCRC:40fff0,ffffffffffffffff")).isEqualTo("E14");
        assertThat(client.ask("qCRC:ffffffffffffff00,ffffffffffffffff")).isEqualTo("E14");
        assertThat(client.ask("qSearch:memory:40fff0;ffffffffffffffff;x")).isEqualTo("E14");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "M400100,2:00",
                "M400100,1:0000",
                "M400100,2:00zz",
                "M400100,1:0",
                "M400100:00",
                "M400100,1",
                "X400100,1:ab",
                "X400100,2:a",
                "X400100,1:}",
                "Mffffffffffffffff,2:0000",
                "m",
                "m400100",
                "m400100,",
                "m400100,1,1",
                "m11111111111111111,1",
                "x,",
                "g1",
                "H",
                "Hg",
                "Hgx",
                "Hgp1.",
                "Tp",
                "T-2",
                "D;",
                "D1",
                "c12x",
                "C",
                "S5;x",
                "vFile:open:zz,0,0",
                "vFile:pread:3",
                "qCRC:1",
                "qSearch:memory:0;1",
                "qSearch:memory:0;1;",
                "qRcmd,zz",
                "QSetWorkingDir:1",
                "QStartupWithShell:",
                "qThreadExtraInfo",
            })
    void malformedPacketsAreRefusedAndChangeNothing(String packet) throws Exception {
        client.quiet();
        String before = client.ask("m400100,4") + client.ask("g");
        assertThat(client.ask(packet)).isEqualTo("E22");
        assertThat(client.ask("m400100,4") + client.ask("g")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vCont",
                "vCont;",
                "vCont;;c",
                "vCont;c:",
                "vCont;x",
                "vCont;C",
                "vCont;C100:1",
                "vCont;r400000",
                "vCont;r400000,",
                "vCont;c:9",
                "vCont;s:p2.1",
                "vCont;c:p1.1junk",
                "vCont;t",
                "vContx",
            })
    void badResumesLeaveTheProgramStanding(String packet) throws Exception {
        client.quiet();
        assertThat(client.ask(packet)).matches("E22|E\\..+|");
        assertThat(machine.running()).isFalse();
        assertThat(client.ask("p10")).isEqualTo("0000400000000000");
    }

    @Test
    void breakpointsAreIdempotentManyAndLimited() throws Exception {
        client.quiet();
        assertThat(client.ask("Z0,10,1")).isEqualTo("E.nothing to execute at 0x10");
        assertThat(client.ask("Z9,400000,1")).isEmpty();
        assertThat(client.ask("Z0,400000,ffffffffff")).startsWith("E.");
        assertThat(client.ask("Z2,400000,0")).startsWith("E.");
        assertThat(client.ask("Z2,ffffffffffffffff,2")).startsWith("E.");
        assertThat(client.ask("Z2,ffffffffffffffff,1")).isEqualTo("OK");
        assertThat(client.ask("z0,400000,1")).isEqualTo("OK");
        assertThat(client.ask("z2,ffffffffffffffff,1")).isEqualTo("OK");
        for (int i = 0; i < 10_000; i++) {
            client.send("Z0," + Integer.toHexString(0x401000 + i) + ",1");
            assertThat(client.receive()).isEqualTo("OK");
        }
        assertThat(machine.points()).isEqualTo(10_000);
        assertThat(client.ask("Z0,401000,1")).isEqualTo("OK");
        assertThat(machine.points()).isEqualTo(10_000);
        client.close();
        assertThat(told.next()).isEqualTo("connected");
        assertThat(told.next()).isEqualTo("disconnected: connection lost");
        assertThat(machine.points()).isZero();
    }

    @Test
    void offsetsBeyondAnObjectGiveItsEnd() throws Exception {
        client.quiet();
        for (String offset : new String[] {"4", "5", "7fffffffffffffff", "8000000000000000", "ffffffffffffffff"}) {
            assertThat(client.ask("qXfer:exec-file:read:1:" + offset + ",fff")).isEqualTo("l");
        }
        assertThat(client.ask("qXfer:exec-file:read:1:-1,fff")).startsWith("E.");
        assertThat(client.ask("qXfer:exec-file:read:1:0")).startsWith("E.");
        assertThat(client.ask("qXfer:cows:read::0,fff")).isEmpty();
    }

    @Test
    void interruptsGiveAtMostOneStop() throws Exception {
        client.quiet();
        client.raw("\u0003");
        assertThat(client.ask("qC")).isEqualTo("QC1");
        client.send("vCont;c");
        client.raw("\u0003".repeat(1000));
        assertThat(client.receive()).startsWith("T02");
        assertThat(client.ask("qC")).isEqualTo("QC1");
        client.raw("\u0003".repeat(10));
        assertThat(client.ask("qC")).isEqualTo("QC1");
    }

    @Test
    void rangeStepsCanBeInterrupted() throws Exception {
        client.quiet();
        client.send("vCont;r400000,400010:1");
        client.raw("\u0003");
        assertThat(client.receive()).startsWith("T02");
        assertThat(client.ask("qC")).isEqualTo("QC1");
    }

    @Test
    void packetsWhileTheProgramRunsWaitForItsStop() throws Exception {
        client.quiet();
        client.send("vCont;c");
        client.send("qC");
        client.raw("\u0003");
        assertThat(client.receive()).startsWith("T02");
        assertThat(client.receive()).isEqualTo("QC1");
    }

    @Test
    void aProgramThatRunsCanBeKilledAndLetGo() throws Exception {
        client.quiet();
        client.send("vCont;c");
        assertThat(client.ask("vKill;1")).isEqualTo("OK");
        assertThat(machine.running()).isFalse();
        assertThat(client.ask("?")).isEqualTo("W00");
    }

    @Test
    void webClientsAreClosedAtOnce() throws Exception {
        client.raw("GET / HTTP/1.1\r\nHost: localhost:1234\r\n\r\n");
        assertThat(client.readToEnd()).isEmpty();
        assertThat(told.next()).isEqualTo("refused: HTTP client on the gdb port");
        assertThat(machine.journal()).isEmpty();
    }

    @Test
    void aFloodOfOutputComesWholeToASlowReader() throws Exception {
        client.quiet();
        client.send("qRcmd,666c6f6f64");
        int total = 0;
        String next = client.receive();
        while (!next.equals("OK")) {
            total += (next.length() - 1) / 2;
            next = client.receive();
        }
        assertThat(total).isEqualTo(1000 * 1001);
    }

    @Test
    void pipelinedPacketsAreAnsweredInOrder() throws Exception {
        client.quiet();
        for (int i = 0; i < 1000; i++) {
            client.send("m400000," + Integer.toHexString(1 + i % 4));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(client.receive()).isEqualTo("909048ff".substring(0, 2 * (1 + i % 4)));
        }
    }

    @Test
    void randomPacketsNeverEndASession() throws Exception {
        client.quiet();
        Random random = new Random(20260102);
        String[] heads = {
            "m",
            "M",
            "x",
            "X",
            "p",
            "P",
            "g",
            "G",
            "H",
            "T",
            "Z0,",
            "z1,",
            "Z3,",
            "qXfer:features:read:",
            "qXfer:auxv:read:",
            "qXfer:siginfo:write:",
            "vFile:open:",
            "vFile:pread:",
            "vFile:close:",
            "qSearch:memory:",
            "qCRC:",
            "qRcmd,",
            "QPassSignals:",
            "QCatchSyscalls:",
            "qThreadExtraInfo,",
            "qGetTLSAddr:",
            "qSupported:",
            "QEnvironmentHexEncoded:",
            "",
            "q",
            "Q",
            "v",
            "vCont;x",
            "?",
            "!",
            "b",
            "qAttached:"
        };
        String alphabet = "0123456789abcdef,;:.p-=XZ}\u0000\u00ff*";
        for (int round = 0; round < 3000; round++) {
            StringBuilder packet = new StringBuilder(heads[random.nextInt(heads.length)]);
            for (int i = random.nextInt(12); i > 0; i--) {
                packet.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (!isHarmless(packet.toString())) {
                continue;
            }
            ask(packet.toString());
        }
        assertThat(client.ask("qC")).isEqualTo("QC1");
        assertThat(told.next()).isEqualTo("connected");
        client.close();
        assertThat(told.next()).isEqualTo("disconnected: connection lost");
    }

    /// Resumes would answer later, and letting the program go would end the fun.
    private static boolean isHarmless(String packet) {
        return !packet.isEmpty() && "cCsSkDR".indexOf(packet.charAt(0)) < 0;
    }

    private void ask(String packet) throws IOException {
        String answer = client.ask(packet);
        while (answer.startsWith("O") && !answer.equals("OK")) {
            answer = client.receive();
        }
        assertThat(answer.getBytes(StandardCharsets.ISO_8859_1).length).isLessThanOrEqualTo(4096);
    }
}
