package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guests that are kept are those that their sources make.
class DemoGuestTest {
    private static final Path GUEST = House.root().resolve("cli/src/main/guest");
    private static final List<String> GUESTS = List.of("demo", "training");
    private static final int LARGEST = 64 << 10;

    @Test
    void theSourceRebuildsToTheSameBytes(@TempDir Path folder) throws IOException {
        String gcc = RequiredTool.path("gcc").toString();
        String ld = RequiredTool.path("ld").toString();
        String here = firstLine(gcc) + "\n" + firstLine(ld) + "\n";
        String there = House.read(GUEST.resolve("compiler.txt"));
        assumeTrue(here.equals(there), "the guest was built with another compiler:\n" + there);
        Outcome outcome =
                Outcome.command(folder, Map.of(), GUEST.resolve("build.sh").toString(), folder.toString());
        assertThat(outcome.err()).isEmpty();
        for (String name : GUESTS) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(GUEST.resolve(name));
        }
    }

    private static String firstLine(String program) {
        return Outcome.command(House.root(), Map.of(), program, "--version")
                .out()
                .lines()
                .findFirst()
                .orElse("");
    }

    @Test
    void theyAreSmallAndNameNoMachine() throws IOException {
        for (String name : GUESTS) {
            byte[] bytes = Files.readAllBytes(GUEST.resolve(name));
            assertThat(bytes.length).isLessThan(LARGEST);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("/home", "/usr", "/src", "cli/");
        }
    }

    @Test
    void theyRunNativelyAsTheyDoHere() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the host is no Linux x86-64");
        for (String name : GUESTS) {
            String guest = GUEST.resolve(name).toString();
            Outcome natively = Outcome.command(House.root(), Map.of(), guest);
            Outcome ours = Outcome.hermitscope("run", guest);
            assertThat(withoutPid(ours.out())).isEqualTo(withoutPid(natively.out()));
            assertThat(ours.status()).isEqualTo(natively.status()).isEqualTo(7);
        }
    }

    private static String withoutPid(String text) {
        return text.replaceAll("process \\d+", "process");
    }
}
