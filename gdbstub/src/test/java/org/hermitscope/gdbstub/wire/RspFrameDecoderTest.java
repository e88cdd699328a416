package org.hermitscope.gdbstub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hermitscope.gdbstub.toy.RspClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RspFrameDecoderTest {
    private static final int PACKET_SIZE = 1024;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String describe(RspMessage message) {
        return switch (message) {
            case RspMessage.Packet(byte[] payload) -> "packet " + new String(payload, StandardCharsets.ISO_8859_1);
            case RspMessage.Alien(String reason) -> "alien " + reason;
            default -> message.getClass().getSimpleName();
        };
    }

    private static List<String> decode(byte[] input, int pieceSize) {
        EmbeddedChannel channel = new EmbeddedChannel(new RspFrameDecoder(PACKET_SIZE));
        for (int at = 0; at < input.length; at += pieceSize) {
            channel.writeInbound(Unpooled.copiedBuffer(input, at, Math.min(pieceSize, input.length - at)));
        }
        List<String> messages = new ArrayList<>();
        for (RspMessage next = channel.readInbound(); next != null; next = channel.readInbound()) {
            messages.add(describe(next));
        }
        channel.finishAndReleaseAll();
        return messages;
    }

    private static List<String> decode(String input) {
        List<String> whole = decode(bytes(input), Integer.MAX_VALUE);
        assertThat(decode(bytes(input), 1)).isEqualTo(whole);
        return whole;
    }

    @Test
    void packetsAcknowledgementsAndInterruptsAreToldApart() {
        assertThat(decode("+-$g#67\u0003$#00+"))
                .containsExactly("Ack", "Nack", "packet g", "Interrupt", "packet ", "Ack");
    }

    @Test
    void checksumsMayBeWrittenInCapitals() {
        assertThat(decode("$m0,1#fa$m0,1#FA")).containsExactly("packet m0,1", "packet m0,1");
    }

    @Test
    void wrongAndUnreadableChecksumsAreDamage() {
        assertThat(decode("$g#68$g#6x$g#67")).containsExactly("Damaged", "Damaged", "packet g");
    }

    @Test
    void garbageBetweenPacketsIsIgnored() {
        assertThat(decode("hello\r\n\u00ff$g#67 and more$g#67")).containsExactly("packet g", "packet g");
    }

    @Test
    void aPacketWithoutEndIsGivenUpForTheNext() {
        assertThat(decode("$m400000,4$g#67")).containsExactly("packet g");
    }

    @Test
    void anInterruptByteWithinBinaryDataIsData() {
        assertThat(decode(new String(RspClient.frame("X0,1:\u0003"), StandardCharsets.ISO_8859_1)))
                .containsExactly("packet X0,1:\u0003");
    }

    @Test
    void checksumsAreNotLookedAtAfterAcknowledgementsEnded() {
        RspFrameDecoder decoder = new RspFrameDecoder(PACKET_SIZE);
        decoder.ignoreChecksums();
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.writeInbound(Unpooled.copiedBuffer(bytes("$g#00")));
        assertThat(describe(channel.readInbound())).isEqualTo("packet g");
    }

    @Test
    void aPacketOfTheGreatestSizeIsTakenAndALongerOneRefused() {
        String longest = "m".repeat(PACKET_SIZE);
        assertThat(decode(new String(RspClient.frame(longest), StandardCharsets.ISO_8859_1)))
                .containsExactly("packet " + longest);
        assertThat(decode(new String(RspClient.frame(longest + "m"), StandardCharsets.ISO_8859_1) + "$g#67"))
                .containsExactly("alien packet longer than 1024 bytes");
    }

    @Test
    void aFloodIsRefusedOnceAndNothingOfItIsKept() {
        EmbeddedChannel channel = new EmbeddedChannel(new RspFrameDecoder(PACKET_SIZE));
        byte[] piece = bytes("$" + "m".repeat(8191));
        for (int i = 0; i < 128; i++) {
            channel.writeInbound(Unpooled.wrappedBuffer(piece));
        }
        assertThat(describe(channel.readInbound())).isEqualTo("alien packet longer than 1024 bytes");
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void endlessGarbageIsRefused() {
        assertThat(decode("x".repeat(70_000))).containsExactly("alien no packet in 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST /x HTTP/1.0\r\n", "OPTIONS * HTTP/1.1\r\n"})
    void webClientsAreRecognised(String request) {
        assertThat(decode(request)).containsExactly("alien HTTP client on the gdb port");
    }

    @Test
    void whatLooksLikeTheWebAfterAPacketIsGarbage() {
        assertThat(decode("$g#67GET / $g#67")).containsExactly("packet g", "packet g");
    }

    @Test
    void anySplitGivesTheSame() {
        Random random = new Random(20260101);
        String alphabet = "$#+-}*\u0003g67m0,GET \u00ff";
        for (int round = 0; round < 300; round++) {
            StringBuilder input = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                input.append(alphabet.charAt(random.nextInt(alphabet.length())));
                if (random.nextInt(8) == 0) {
                    input.append("$m0,1#fa");
                }
            }
            byte[] bytes = bytes(input.toString());
            List<String> whole = decode(bytes, Integer.MAX_VALUE);
            for (int size : new int[] {1, 2, 3, 7}) {
                assertThat(decode(bytes, size))
                        .as("%s in pieces of %d", input, size)
                        .isEqualTo(whole);
            }
        }
    }
}
