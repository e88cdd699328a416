package org.hermitscope.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.hermitscope.monitor.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Byte-exact transcripts of clients without line editing. Each input is also fed byte by byte.
class TranscriptTest {
    private static final String OPENING = "\u00ff\u00fb\u0001\u00ff\u00fb\u0003\u00ff\u00fd\u001f\u00ff\u00fd\u0018";
    private static final String BANNER = "HermitScope test monitor - type 'help' for more information\r\n";
    private static final String PROMPT = "(hermit) ";
    private static final String GREETING = OPENING + BANNER + PROMPT;

    private final Shell shell = TestCommands.shell();

    @AfterEach
    void close() {
        shell.close();
    }

    /// What comes back, as Latin-1, for input given as Latin-1.
    private String talk(String input) {
        String whole = talk(input, input.length());
        assertThat(talk(input, 1)).as("byte by byte").isEqualTo(whole);
        return whole;
    }

    private String talk(String input, int piece) {
        EmbeddedChannel channel = connect();
        for (int i = 0; i < input.length(); i += piece) {
            String part = input.substring(i, Math.min(input.length(), i + piece));
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(part.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        String output = output(channel);
        channel.finishAndReleaseAll();
        return output;
    }

    private EmbeddedChannel connect() {
        EmbeddedChannel channel = new EmbeddedChannel();
        MonitorOptions options = MonitorOptions.loopback(0, "HermitScope test");
        channel.pipeline().addLast(new ClientHandler(channel, shell, options, Runnable::run, client -> {}));
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private static String output(EmbeddedChannel channel) {
        channel.runPendingTasks();
        if (channel.isOpen()) {
            channel.flushOutbound();
        }
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return text.toString();
    }

    @Test
    void opensWithNegotiationBannerAndPrompt() {
        assertThat(talk("")).isEqualTo(GREETING);
    }

    @Test
    void plainClientsGetNoEchoAndNoEscapes() {
        assertThat(talk("info status\n")).isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
    }

    @Test
    void everyLineEndIsOneEnter() {
        String answer = "VM status: running\r\n" + PROMPT;
        assertThat(talk("info status\r\ninfo status\r\u0000info status\ninfo status\r"))
                .isEqualTo(GREETING + answer.repeat(4));
    }

    @Test
    void anEmptyLineIsOnePrompt() {
        assertThat(talk("\r\n")).isEqualTo(GREETING + PROMPT);
    }

    @Test
    void aPartialLastLineOfAnAnswerIsCompleted() {
        assertThat(talk("say abc\n")).isEqualTo(GREETING + "abc\r\n" + PROMPT);
    }

    @Test
    void windowSizesDoNotReachTheLine() {
        assertThat(talk("info \u00ff\u00fa\u001f\u0000P\u0000\u0018\u00ff\u00f0status\n"))
                .isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
    }

    @Test
    void areYouThereIsAnswered() {
        assertThat(talk("\u00ff\u00f6")).isEqualTo(GREETING + "\r\n[yes]\r\n");
    }

    @Test
    void timingMarksAreRefusedEachTime() {
        assertThat(talk("\u00ff\u00fd\u0006\u00ff\u00fd\u0006"))
                .isEqualTo(GREETING + "\u00ff\u00fc\u0006\u00ff\u00fc\u0006");
    }

    @Test
    void unknownOptionsAreRefusedOnce() {
        assertThat(talk("\u00ff\u00fb'\u00ff\u00fb'\u00ff\u00fd*\u00ff\u00fd*"))
                .isEqualTo(GREETING + "\u00ff\u00fe'\u00ff\u00fc*");
    }

    @Test
    void anOptionLoopStopsAtOneAnswer() {
        String loop = "\u00ff\u00fb\u0001\u00ff\u00fc\u0001\u00ff\u00fe\u0001\u00ff\u00fe\u0003".repeat(500);
        assertThat(talk(loop)).isEqualTo(GREETING + "\u00ff\u00fe\u0001");
    }

    @Test
    void interruptsWithoutACommandEmptyTheLine() {
        assertThat(talk("garbage\u0003info status\n")).isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
        assertThat(talk("garbage\u00ff\u00f4info status\n")).isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
        assertThat(talk("garbage\u00ff\u00f3info status\n")).isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
    }

    @Test
    void erasingWorksWithoutEditing() {
        assertThat(talk("infx\u007fo statu\u00fcX\b\u00ff\u00f7s\n")).contains("VM status: running");
        assertThat(talk("garbage\u0015info status\n")).isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
        assertThat(talk("garbage\u00ff\u00f8info status\n")).isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
    }

    @Test
    void controlDOnAnEmptyLineLeaves() {
        assertThat(talk("\u0004info status\n")).isEqualTo(GREETING);
        assertThat(talk("info\u0004\n")).startsWith(GREETING + "unknown command: 'info\\x04'");
    }

    @Test
    void anOverlongLineIsRefusedAsAWhole() {
        String error = "\u0007line too long (limit 4096 characters)\r\n" + PROMPT;
        assertThat(talk("echo " + "x".repeat(4092) + "\ninfo status\n"))
                .isEqualTo(GREETING + error + "VM status: running\r\n" + PROMPT);
        assertThat(talk("echo " + "x".repeat(4091) + "\n")).isEqualTo(GREETING + "x".repeat(4091) + "\r\n" + PROMPT);
        assertThat(talk("y".repeat(100_000) + "\n")).isEqualTo(GREETING + error);
    }

    @Test
    void aSubnegotiationWithoutEndIsDropped() {
        assertThat(talk("\u00ff\u00fa\u0018" + "z".repeat(100_000) + "\ninfo status\n"))
                .isEqualTo(GREETING + "VM status: running\r\n" + PROMPT);
    }

    @Test
    void invalidUtf8AndNulAreHarmless() {
        assertThat(talk("echo \u00ff\u00ff\u0000\u00fe\u00c3\u00bc\n"))
                .isEqualTo(GREETING + "\u00ef\u00bf\u00bd\u00ef\u00bf\u00bd\u00c3\u00bc\r\n" + PROMPT);
    }

    @Test
    void anHttpRequestIsClosedWithoutAnAnswer() {
        EmbeddedChannel channel = connect();
        channel.writeInbound(
                Unpooled.copiedBuffer("POST / HTTP/1.1\r\nHost: x\r\n\r\nstop\r\n", StandardCharsets.US_ASCII));
        assertThat(channel.isOpen()).isFalse();
        assertThat(output(channel)).isEqualTo(GREETING);
    }

    @Test
    void scriptModeFramesEveryAnswer() {
        assertThat(talk("script on\ninfo status\nbogus\n\nsay OK\ninfo status; exit\nx\n"))
                .isEqualTo(GREETING + "\r\nOK\r\n VM status: running\r\nOK\r\n unknown command: 'bogus'\r\nERROR\r\n"
                        + "OK\r\n OK\r\nOK\r\n VM status: running\r\nOK\r\n");
    }

    @Test
    void aTerminalWithoutCursorMovementStaysPlain() {
        assertThat(talk("\u00ff\u00fd\u0001\u00ff\u00fd\u0003\u00ff\u00fb\u0018"
                        + "\u00ff\u00fa\u0018\u0000DUMB\u00ff\u00f0info status\r\n"))
                .isEqualTo(GREETING + "\u00ff\u00fa\u0018\u0001\u00ff\u00f0\u00ff\u00fc\u0001\u00ff\u00fc\u0003"
                        + "VM status: running\r\n" + PROMPT);
    }

    @Test
    void anyInputGivesTheSameOutputHoweverItIsCut() {
        Random random = new Random(7);
        String[] pieces = {
            "info status\r\n",
            "help exit\n",
            "\r",
            "\n",
            "\u0000",
            "\u00ff\u00f6",
            "\u00ff\u00fd\u0006",
            "\u00ff\u00ff",
            "\u00ff\u00fb\u001f",
            "\u00ff\u00fa\u001f\u0000P\u0000\u0018\u00ff\u00f0",
            "\u00ff",
            "\u00ff\u00fa",
            "\u00c3\u00bc",
            "\u00e2\u0082",
            "\u007f",
            "\u0003",
            "echo \"a;b\"; echo c\n",
            "\u00ff\u00f4",
            "bogus",
            "#x\n"
        };
        for (int i = 0; i < 300; i++) {
            StringBuilder input = new StringBuilder();
            for (int n = random.nextInt(1, 20); n > 0; n--) {
                input.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = input.toString();
            String whole = talk(text, text.length());
            for (int piece : new int[] {1, 2, 3, 7}) {
                assertThat(talk(text, piece))
                        .as(() -> Arrays.toString(text.getBytes(StandardCharsets.ISO_8859_1)) + " cut by " + piece)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void outputIsLinearInTheInput() {
        for (String input : new String[] {
            "\u0000".repeat(50_000),
            "\u00fe".repeat(50_000),
            "\u001b[A".repeat(20_000),
            "\u001b".repeat(50_000),
            "\u00ff\u00f7".repeat(20_000),
            "\t".repeat(50_000),
            "\u00ff\u00f1".repeat(20_000)
        }) {
            assertThat(talk(input + "\n", 1000).length()).isLessThan(4 * input.length() + 4096);
        }
    }
}
