package org.hermitscope.gdbstub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.hermitscope.gdbstub.toy.RspClient;
import org.junit.jupiter.api.Test;

class RspFrameEncoderTest {

    private static String encode(Reply reply) {
        EmbeddedChannel channel = new EmbeddedChannel(new RspFrameEncoder());
        channel.writeOutbound(reply);
        ByteBuf frame = channel.readOutbound();
        String text = frame.toString(StandardCharsets.ISO_8859_1);
        frame.release();
        channel.finishAndReleaseAll();
        return text;
    }

    private static String payload(String frame) {
        return frame.substring(1, frame.length() - 3);
    }

    private static String undoRuns(String payload) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < payload.length(); i++) {
            if (payload.charAt(i) == '*') {
                int count = payload.charAt(++i) - 29;
                plain.append(String.valueOf(plain.charAt(plain.length() - 1)).repeat(count));
            } else {
                plain.append(payload.charAt(i));
            }
        }
        return plain.toString();
    }

    @Test
    void shortRepliesAreFramedAsTheyAre() {
        assertThat(encode(Reply.of("OK"))).isEqualTo("$OK#9a");
        assertThat(encode(new Reply())).isEqualTo("$#00");
        assertThat(encode(Reply.of("aaa"))).isEqualTo("$aaa#23");
    }

    @Test
    void runsAreShortened() {
        assertThat(payload(encode(Reply.of("0000")))).isEqualTo("0* ");
        assertThat(payload(encode(Reply.of("x" + "0".repeat(98))))).isEqualTo("x0*~");
    }

    @Test
    void runCountsNeverLookLikeFraming() {
        for (int length = 1; length < 300; length++) {
            String frame = encode(Reply.of("0".repeat(length)));
            assertThat(payload(frame)).doesNotContain("#", "$", "+", "-");
            assertThat(undoRuns(payload(frame))).isEqualTo("0".repeat(length));
        }
    }

    @Test
    void binaryDataOfAnyKindComesBackUnchanged() {
        Random random = new Random(7);
        byte[] alphabet = "$#}*\u0000\u0003 ~+-".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 500; round++) {
            byte[] data = new byte[random.nextInt(60)];
            int at = 0;
            while (at < data.length) {
                byte next = alphabet[random.nextInt(alphabet.length)];
                for (int run = random.nextInt(12); run >= 0 && at < data.length; run--) {
                    data[at++] = next;
                }
            }
            String frame = encode(new Reply().binary(data, 0, data.length));
            assertThat(payload(frame)).doesNotContain("#", "$");
            assertThat(RspClient.unescape(undoRuns(payload(frame))))
                    .isEqualTo(new String(data, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void logsShowWhatCannotBePrinted() {
        assertThat(Reply.of("a\u0001\\").toString()).isEqualTo("a\\x01\\x5c");
    }
}
