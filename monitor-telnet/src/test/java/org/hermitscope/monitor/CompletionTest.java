package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    private final Shell shell = new Shell("v");
    private final Session session = shell.open("test");

    private List<String> words(String line) {
        return shell.complete(line, session).words();
    }

    @Test
    void completesCommandsAndTopics() {
        assertThat(words("e")).containsExactly("echo", "exit");
        assertThat(words("info h")).containsExactly("history");
        assertThat(words("in ")).containsExactly("clients", "history", "version");
        assertThat(words("echo a; inf")).containsExactly("info");
        assertThat(words("help info v")).containsExactly("version");
        assertThat(words("nosuch x")).isEmpty();
        assertThat(shell.complete("info h", session).from()).isEqualTo(5);
    }

    @Test
    void offersWhatTheCommandOffersIfItFits() {
        shell.commands().register(new Command() {
            @Override
            public String name() {
                return "x";
            }

            @Override
            public String help() {
                return "";
            }

            @Override
            public void run(Invocation call) {}

            @Override
            public List<String> complete(Completion at) {
                return List.of("$rip", "$rax", "main", "$r\u001b", at.words().toString());
            }
        });
        assertThat(words("x/4i $r")).containsExactly("$rax", "$rip");
        assertThat(words("x a [")).containsExactly("[a]");
        assertThat(words("script o")).containsExactly("off", "on");
        assertThat(words("kick ")).containsExactly("1");
    }

    @Test
    void completesFileNames(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("dumps"));
        Files.createFile(folder.resolve("dumps/a.core"));
        Files.createFile(folder.resolve("data"));
        assertThat(new Completion(List.of(), "d", session).files(folder)).containsExactly("data", "dumps/");
        assertThat(new Completion(List.of(), "dumps/", session).files(folder)).containsExactly("dumps/a.core");
        assertThat(new Completion(List.of(), "nosuch/", session).files(folder)).isEmpty();
        assertThat(new Completion(List.of(), folder + "/da", session).files(folder))
                .containsExactly(folder + "/data");
    }
}
