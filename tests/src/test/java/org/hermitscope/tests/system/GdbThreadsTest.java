package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real gdb and a guest of several threads.
class GdbThreadsTest {
    /// Chooses the thread of a name.
    private static final String SWITCH =
            "python [t.switch() for t in gdb.selected_inferior().threads() if t.name == \"%s\"]";

    @TempDir
    static Path directory;

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"gcc,1", "gcc,2", "musl-gcc,1", "musl-gcc,2"})
    void seesEachThreadWithItsNameItsFramesAndItsOwnVariables(String compiler, String cpus) {
        String said = session(
                compiler,
                cpus,
                "break stop_here",
                "continue",
                "info threads",
                "print mine",
                "thread apply all print mine + 1000",
                "thread apply all backtrace",
                SWITCH.formatted("worker-1"),
                "print label",
                "set var mine = 5",
                "print mine * 100",
                SWITCH.formatted("worker-2"),
                "print mine * 100",
                "kill");
        assertThat(said)
                .containsPattern("Thread \\d \"worker-2\" hit Breakpoint 1, stop_here \\(number=2\\)")
                .containsPattern("\\* \\d +Thread 1000\\.100[12] \"worker-2\".* stop_here \\(number=2\\)")
                .containsPattern("  \\d +Thread 1000\\.100[12] \"worker-1\"")
                .containsPattern("  1 +Thread 1000\\.1000 \"")
                .contains("$1 = 22")
                .contains("= 1100\n")
                .contains("= 1011\n")
                .contains("= 1022\n")
                .containsPattern("in worker \\(argument=0x2\\)")
                .contains("\"w1")
                .contains("= 500\n")
                .contains("= 2200\n");
        // musl tells debuggers nothing about its own frames.
        if (compiler.equals("gcc")) {
            assertThat(said).containsPattern("in worker \\(argument=0x1\\)").containsPattern("in main \\(\\)");
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"gcc,1", "gcc,4", "musl-gcc,2"})
    void stepsOneThreadWhileTheOthersStandAndFollowsThemComingAndGoing(String compiler, String cpus) {
        String said = session(
                compiler,
                cpus,
                "break stop_here",
                "continue",
                "set scheduler-locking on",
                "finish",
                "step",
                "next",
                "next",
                "backtrace 1",
                "set scheduler-locking off",
                "continue",
                "info threads",
                "continue",
                "info threads",
                "continue");
        assertThat(said)
                .contains("Value returned is $1 = 2")
                .contains("count (number=2)")
                .contains("sum += 10;")
                .containsPattern("Thread \\d \"[^\"]*\" hit Breakpoint 1, stop_here \\(number=40\\)")
                .containsPattern("Thread 1 \"[^\"]*\" hit Breakpoint 1, stop_here \\(number=0\\)")
                .contains("exited normally");
        // The workers and the visitor have gone by the last list.
        String last = said.substring(said.lastIndexOf("  Id "));
        assertThat(Pattern.compile("Thread 1000\\.").matcher(last).results().count())
                .isEqualTo(1);
    }

    private static String session(String compiler, String cpus, String... commands) {
        Path program = Programs.build(directory, compiler, "threads/debugged", "-g", "-O0", "-pthread");
        try (Background guest = new Background(directory, "run", "--gdb=0", "--cpus", cpus, program.toString())) {
            String said = Gdb.session(directory, guest.gdbPort(), commands);
            int _ = guest.awaitEnd();
            return said;
        }
    }
}
