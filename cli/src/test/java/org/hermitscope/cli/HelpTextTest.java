package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `--help` prints is kept in files; `-Dgolden.update=true` writes them anew.
class HelpTextTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @Test
    void theOverviewIsAsAgreed() throws IOException {
        compare("help.txt", HelpText.overview());
    }

    @ParameterizedTest
    @EnumSource(Subcommand.class)
    void theHelpOfACommandIsAsAgreed(Subcommand subcommand) throws IOException {
        String text = HelpText.of(subcommand);
        compare("help-" + subcommand.word + ".txt", text);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    private static void compare(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
