package org.hermitscope.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hermitscope.gdbstub.toy.FullToyMachine;
import org.hermitscope.gdbstub.toy.RspClient;
import org.hermitscope.gdbstub.toy.ToyMachine;
import org.hermitscope.gdbstub.toy.ToyPrograms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Replays the dialogues in `src/test/resources/transcripts`.
///
/// - `-> $payload#..` sends a packet; `-> bytes` sends just these
/// - `<- $payload#..` expects a packet, runs undone; `<- ~pattern` one whose payload matches; `<- +` an
/// acknowledgement
/// - `core` at the begin takes the machine without capabilities, `threads N` gives it more threads
/// - `call text` expects the machine to have been called, `\xNN` stands for a byte, `#` begins a comment
class TranscriptTest {
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

    static List<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/transcripts"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isAnsweredAsWritten(Path transcript) throws Exception {
        List<String> lines = Files.readAllLines(transcript);
        ToyMachine machine = lines.contains("core")
                ? new ToyMachine(ToyPrograms.standard())
                : new FullToyMachine(ToyPrograms.standard());
        try (GdbServer server =
                        GdbServer.start(machine, GdbServerOptions.loopback(0).withPacketSize(4096));
                RspClient client = new RspClient(server.address())) {
            int number = 0;
            for (String line : lines) {
                number++;
                play(line, machine, client, transcript.getFileName() + ":" + number + " " + line);
            }
        } finally {
            machine.kill();
        }
    }

    private static void play(String line, ToyMachine machine, RspClient client, String where) throws Exception {
        if (line.startsWith("-> ")) {
            String sent = unescape(line.substring(3));
            client.raw(
                    sent.startsWith("$") && sent.endsWith("#..")
                            ? RspClient.frame(sent.substring(1, sent.length() - 3))
                            : sent.getBytes(StandardCharsets.ISO_8859_1));
        } else if (line.startsWith("<- ~")) {
            assertThat(client.receive()).as(where).matches(line.substring(4));
        } else if (line.startsWith("<- $")) {
            String expected = unescape(line.substring(4));
            assertThat(client.receive()).as(where).isEqualTo(expected.substring(0, expected.length() - 3));
        } else if (line.startsWith("<- ")) {
            assertThat((char) client.read()).as(where).isEqualTo(line.charAt(3));
        } else if (line.startsWith("threads ")) {
            for (int i = Integer.parseInt(line.substring(8)); i > 1; i--) {
                machine.addThread();
            }
        } else if (line.startsWith("call ")) {
            assertThat(machine.awaitCall()).as(where).isEqualTo(line.substring(5));
        } else {
            assertThat(line).as(where).matches("(#.*|core|)");
        }
    }

    private static String unescape(String text) {
        Matcher matcher = BYTE.matcher(text);
        return matcher.replaceAll(
                hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }
}
