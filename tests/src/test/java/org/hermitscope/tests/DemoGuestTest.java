package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo guest that is kept is the one that its source makes.
class DemoGuestTest {
    private static final Path GUEST = House.root().resolve("cli/src/main/guest");
    private static final int LARGEST = 64 << 10;

    @Test
    void theSourceRebuildsToTheSameBytes(@TempDir Path folder) throws IOException {
        String gcc = RequiredTool.path("gcc").toString();
        String ld = RequiredTool.path("ld").toString();
        String here = firstLine(gcc) + "\n" + firstLine(ld) + "\n";
        String there = House.read(GUEST.resolve("compiler.txt"));
        assumeTrue(here.equals(there), "the guest was built with another compiler:\n" + there);
        Path built = folder.resolve("demo");
        Outcome outcome =
                Outcome.command(folder, Map.of(), GUEST.resolve("build.sh").toString(), built.toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(built).hasSameBinaryContentAs(GUEST.resolve("demo"));
    }

    private static String firstLine(String program) {
        return Outcome.command(House.root(), Map.of(), program, "--version")
                .out()
                .lines()
                .findFirst()
                .orElse("");
    }

    @Test
    void itIsSmallAndNamesNoMachine() throws IOException {
        byte[] bytes = Files.readAllBytes(GUEST.resolve("demo"));
        assertThat(bytes.length).isLessThan(LARGEST);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("/home", "/usr", "/src", "cli/");
    }

    @Test
    void itRunsNativelyAsItDoesHere() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the host is no Linux x86-64");
        Outcome natively =
                Outcome.command(House.root(), Map.of(), GUEST.resolve("demo").toString());
        Outcome ours = Outcome.hermitscope("run", GUEST.resolve("demo").toString());
        assertThat(ours.out().replaceAll("process \\d+", "process"))
                .isEqualTo(natively.out().replaceAll("process \\d+", "process"));
        assertThat(ours.status()).isEqualTo(natively.status()).isEqualTo(7);
    }
}
