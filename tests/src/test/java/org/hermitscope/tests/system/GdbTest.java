package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions of the real gdb.
class GdbTest {
    @TempDir
    static Path directory;

    private static Path program;

    @BeforeAll
    static void build() {
        program = Programs.build(directory, "gcc", "debugged", "-g", "-O0");
    }

    private static String gdb(String port, String... commands) {
        return Gdb.session(directory, port, commands);
    }

    @Test
    void breaksStepsAndShowsTheProgramWithoutBeingTold() {
        try (Background guest = new Background(directory, "run", "--gdb=0", program.toString())) {
            String said = gdb(
                    guest.gdbPort(),
                    "break inner",
                    "continue",
                    "backtrace",
                    "info locals",
                    "print *p",
                    "next",
                    "print p->x",
                    "step",
                    "stepi",
                    "info registers rip",
                    "x/2i $pc",
                    "finish",
                    "up 0",
                    "print global",
                    "set var global = 100",
                    "delete",
                    "continue");
            assertThat(said)
                    .contains("Breakpoint 1, inner (p=0x")
                    .containsPattern("#0 +inner")
                    .containsPattern("#1 +0x[0-9a-f]+ in outer \\(n=10\\)")
                    .containsPattern("#2 +0x[0-9a-f]+ in main \\(argc=1")
                    .contains("{x = 10, y = 11, weight = 1.5}")
                    .contains("Value returned is $")
                    .containsPattern("\\[Inferior 1 \\(process \\d+\\) exited with code 011\\]");
            assertThat(guest.awaitEnd()).isEqualTo(9);
            assertThat(guest.output()).isEqualTo("result 68 global 124\n");
        }
    }

    @Test
    void watchesAVariableAndReadsThreadLocalStorage() {
        try (Background guest = new Background(directory, "run", "--gdb=0", program.toString())) {
            String said = gdb(
                    guest.gdbPort(),
                    "break main",
                    "continue",
                    "print per_thread",
                    "watch global",
                    "continue",
                    "continue",
                    "info watchpoints",
                    "delete",
                    "print scaled(1.5, 4, 0.25)",
                    "print $xmm0.v2_double[0]",
                    "kill");
            assertThat(said)
                    .contains("$1 = 5")
                    .contains("Hardware watchpoint 2: global")
                    .containsPattern("Old value = 1\\s+New value = 11")
                    .containsPattern("Old value = 11\\s+New value = 22")
                    .contains("$2 = 6.25");
            guest.awaitEnd();
        }
    }

    @Test
    void aCallFromTheDebuggerLeavesNothingBehind() {
        try (Background guest = new Background(directory, "run", "--gdb=0", program.toString())) {
            String said = gdb(
                    guest.gdbPort(),
                    "break inner",
                    "continue",
                    "print scaled(1.5, 4, 0.25)",
                    "print $_siginfo.si_signo",
                    "delete",
                    "detach");
            assertThat(said).contains("$1 = 6.25").contains("$2 = 5");
            assertThat(guest.awaitEnd()).isEqualTo(9);
        }
    }

    @Test
    void gdbMayStillAskAfterTheEnd() {
        try (Background guest = new Background(directory, "run", "--gdb=0", program.toString())) {
            String said = gdb(guest.gdbPort(), "continue", "print $_exitcode", "info threads", "monitor info status");
            assertThat(said)
                    .contains("$1 = 9")
                    .contains("No threads.")
                    .contains("VM status: paused (shutdown)")
                    .doesNotContain("onnection closed");
            assertThat(guest.awaitEnd()).isEqualTo(9);
        }
    }

    @Test
    void interruptsALoopAndDetaches() throws InterruptedException {
        try (Background guest = new Background(directory, "run", "--gdb=0", program.toString(), "loop")) {
            // gdb in batch mode waits inside continue; its own alarm sends the SIGINT that Ctrl-C would.
            String said = gdb(
                    guest.gdbPort(),
                    "python import threading, os, signal; threading.Timer(1.5, lambda: os.kill(os.getpid(),"
                            + " signal.SIGINT)).start()",
                    "continue",
                    "backtrace",
                    "monitor info status",
                    "monitor print/d 6 * 7",
                    "detach");
            assertThat(said)
                    .contains("Program received signal SIGINT")
                    .contains("main (argc=2")
                    .contains("VM status: paused (debug)")
                    .contains("\n42\n")
                    .contains("detached");
            assertThat(guest.process().isAlive()).isTrue();
            assertThat(guest.output()).startsWith("result");
        }
    }

    @Test
    void showsWhereAProgramCrashes() {
        Path crash = Programs.build(directory, "gcc", "crash", "-g", "-O0");
        try (Background guest = new Background(directory, "run", "--gdb=0", crash.toString(), "segv")) {
            String said = gdb(guest.gdbPort(), "continue", "backtrace", "print $_siginfo.si_signo", "continue");
            assertThat(said)
                    .contains("Program received signal SIGSEGV")
                    .contains("store (where=0x8)")
                    .contains("$1 = 11")
                    .contains("Program terminated with signal SIGSEGV");
            assertThat(guest.awaitEnd()).isEqualTo(139);
        }
    }

    @Test
    void showsYmmRegistersWhereThereAreSome() {
        try (Background guest = new Background(directory, "run", "--gdb=0", program.toString())) {
            String said = gdb(
                    guest.gdbPort(),
                    "set var $ymm3.v4_int64[3] = 0x1122",
                    "set var $xmm3.v2_int64[0] = 0x33",
                    "stepi",
                    "print/x $ymm3.v4_int64",
                    "monitor info registers",
                    "kill");
            assertThat(said)
                    .contains("{0x33, 0x0, 0x0, 0x1122}")
                    .contains("YMM03=0000000000001122 0000000000000000 0000000000000000 0000000000000033\n");
            guest.awaitEnd();
        }
        try (Background guest = new Background(directory, "run", "--cpu=v2", "--gdb=0", program.toString())) {
            String said = gdb(guest.gdbPort(), "print $ymm3", "monitor info registers", "kill");
            assertThat(said).contains("$1 = void").contains("XMM03=").doesNotContain("YMM");
            guest.awaitEnd();
        }
    }
}
