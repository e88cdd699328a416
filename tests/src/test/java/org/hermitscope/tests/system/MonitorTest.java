package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.hermitscope.tests.RequiredTool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The monitor over real telnet and nc.
class MonitorTest {
    @TempDir
    static Path directory;

    private static Path program;

    @BeforeAll
    static void build() {
        program = Programs.build(directory, "gcc", "debugged", "-g", "-O0");
    }

    private static String nc(String port, String commands) {
        Run.Result result = Run.natively(List.of(RequiredTool.path("nc").toString(), "-N", "127.0.0.1", port))
                .withInput(commands.getBytes(StandardCharsets.UTF_8))
                .finish();
        assertThat(result.status()).isZero();
        return result.text();
    }

    @Test
    void answersAScriptThroughNc() {
        try (Background guest = new Background(directory, "run", "--monitor=0", program.toString(), "loop")) {
            String port = guest.monitorPort();
            guest.awaitOutput("result");
            String said = nc(port, """
                info status
                info version
                info cpus
                info registers
                info mem
                info mtree
                stop
                info status
                x/2i main
                x/8xb main
                p/x $rip
                x /s nothing
                cont
                info status
                """);
            assertThat(said)
                    .contains("VM status: running")
                    .contains("HermitScope")
                    .containsPattern("\\* CPU #0: pc=0x")
                    .containsPattern("RAX=[0-9a-f]{16} RBX=")
                    .containsPattern("RIP=[0-9a-f]{16} RFL=[0-9a-f]{8} \\[")
                    .containsPattern("CS =0033 0000000000000000 ffffffff 00a[0-9a-f]fb00 DPL=3 CS64 \\[-RA\\]")
                    .containsPattern("0000000000400000-0000000000401000 0000000000001000 ur--")
                    .contains("address-space: memory")
                    .contains("VM status: paused")
                    .containsPattern("0x0*[0-9a-f]+: +f3 0f 1e fa +endbr64|push +%rbp")
                    .contains("unknown symbol 'nothing'");
        }
    }

    @Test
    void quitEndsTheGuestAndStatusTellsIt() {
        try (Background guest = new Background(directory, "run", "--monitor=0", program.toString(), "sleep")) {
            String port = guest.monitorPort();
            guest.awaitOutput("result");
            nc(port, "quit\n");
            assertThat(guest.awaitEnd()).isLessThan(128 + 64);
        }
    }

    @Test
    void servesATelnetUser() {
        Path expect = RequiredTool.path("expect");
        RequiredTool.path("telnet");
        try (Background guest = new Background(directory, "run", "--monitor=0", program.toString(), "sleep")) {
            String script = "set timeout 20\nspawn telnet 127.0.0.1 " + guest.monitorPort() + "\n"
                    + "expect {(hermit) } {} timeout {exit 3}\nsend \"info status\\r\"\n"
                    + "expect {VM status: running} {} timeout {exit 4}\nexpect {(hermit) }\n"
                    + "send \"info registers\\r\"\nexpect {RIP=} {} timeout {exit 5}\nexpect {(hermit) }\n"
                    + "send \"nonsense\\r\"\nexpect {unknown command: 'nonsense'} {} timeout {exit 6}\n"
                    + "expect {(hermit) }\nsend \"exit\\r\"\nexpect eof {} timeout {exit 7}\nexit 0\n";
            Run.Result result =
                    Run.natively(List.of(expect.toString(), "-c", script)).finish();
            assertThat(result.status()).as(result.text()).isZero();
            assertThat(guest.process().isAlive()).isTrue();
        }
    }

    @Test
    void theClientReportsFailedCommandsInItsStatus() {
        try (Background guest = new Background(directory, "run", "--monitor=0", program.toString(), "sleep")) {
            String port = guest.monitorPort();
            Run.Result good = Run.hermitscope(List.of("monitor", "-c", "info status", "-c", "print 1+1", port))
                    .finish();
            assertThat(good.text()).contains("VM status: running").contains("2");
            assertThat(good.status()).isZero();
            Run.Result bad =
                    Run.hermitscope(List.of("monitor", "-c", "bogus", port)).finish();
            assertThat(bad.status()).isEqualTo(1);
        }
    }
}
