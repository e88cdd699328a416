package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as people type them.
class CommandLineTest {
    private static final Path GUEST = Path.of("cli/src/main/guest");

    @TempDir
    private Path folder;

    @Test
    void theDemoShowsEverythingAndEndsByItself() {
        RequiredTool.path("gdb");
        Outcome outcome = Outcome.hermitscope("demo");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("hermitscope: gdb: target extended-remote 127.0.0.1:")
                .contains("VM status: paused (prelaunch)")
                .contains("RIP=0000000000401")
                .containsPattern("#1  0x[0-9a-f]+ in search \\(who=0x[0-9a-f]+ <crab>\\)")
                .contains("Old value = 0\nNew value = 1")
                .contains("exited with code 07")
                .contains("  tries the moon snail: fits\n")
                .contains("exit status 7");
    }

    @Test
    void theDemoDoesWithoutGdb() throws IOException {
        RequiredTool.offer(folder, "readlink", "find");
        Outcome outcome = Outcome.hermitscope(Map.of("PATH", folder.toString()), "demo");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains(
                        "since gdb is not installed",
                        "breakpoint at try_shell+4",
                        "in search+",
                        "in main+",
                        "at the end: W07");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void aGuestsStatusAndOutputAreItsOwn() {
        Outcome outcome = Outcome.hermitscope("run", GUEST.resolve("demo").toString(), "Diogenes");
        assertThat(outcome.out()).startsWith("Diogenes wakes up as process ");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(7);
    }

    @Test
    void everyCharacterReachesTheGuestInEveryLocale() {
        for (String locale : List.of("C", "C.UTF-8", "de_DE.ISO-8859-1", "")) {
            Outcome outcome = Outcome.hermitscope(
                    Map.of("LC_ALL", locale), "run", GUEST.resolve("demo").toString(), "Grüße €");
            assertThat(outcome.out()).startsWith("Grüße € wakes up as process ");
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void aProgramMayHaveAnyName() throws IOException {
        Path program = folder.resolve("прог рам");
        Files.copy(House.root().resolve(GUEST).resolve("demo"), program);
        assertThat(Outcome.hermitscope(Map.of("LC_ALL", "C"), "run", program.toString())
                        .status())
                .isEqualTo(7);
    }

    @Test
    void theDisassemblyIsThatOfObjdump() {
        String objdump = RequiredTool.path("objdump").toString();
        String guest = GUEST.resolve("demo").toString();
        for (String syntax : List.of("att", "intel")) {
            Outcome theirs = Outcome.command(House.root(), Map.of(), objdump, "-d", "-M", syntax, guest);
            Outcome ours = Outcome.hermitscope("disas", "--syntax", syntax, guest);
            assertThat(ours.status()).isZero();
            assertThat(instructions(ours.out())).isEqualTo(instructions(theirs.out()));
        }
    }

    /// Lines with code; objdump writes addresses without 0x.
    private static List<String> instructions(String text) {
        return text.lines()
                .filter(line -> line.startsWith("  4") || line.startsWith("0000"))
                .map(line -> line.replace("0x", "").stripTrailing())
                .toList();
    }

    @Test
    void everySystemCallHasARow() {
        Outcome outcome = Outcome.hermitscope("syscalls");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("  0  read ")
                .contains("\n231  exit_group ")
                .containsPattern("\n\\d+ full, \\d+ partial, \\d+ refused\n$");
    }

    @Test
    void theDoctorFindsAllThatIsNeeded() {
        Outcome outcome = Outcome.hermitscope("doctor");
        assertThat(outcome.out()).contains("Java            ok    25").endsWith("All that is needed is there.\n");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void theVersionIsThatOfTheProject() {
        String pom = House.read(House.root().resolve("pom.xml"));
        String version =
                pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("-SNAPSHOT</version>"));
        assertThat(Outcome.hermitscope("--version").out()).startsWith("HermitScope " + version + " (Java 25");
    }

    @Test
    void helpComesOnStandardOutput() {
        assertThat(Outcome.hermitscope("--help").out()).contains("Usage: hermitscope COMMAND");
        assertThat(Outcome.hermitscope("run", "--help").out()).startsWith("Usage: hermitscope run");
        assertThat(Outcome.hermitscope("help", "run").status()).isZero();
    }
}
