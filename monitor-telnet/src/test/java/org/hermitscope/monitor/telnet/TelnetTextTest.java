package org.hermitscope.monitor.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelnetTextTest {
    private static String input(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        TelnetInput input = new TelnetInput(out::appendCodePoint);
        for (byte b : bytes) {
            input.accept(b & 0xff);
        }
        input.end();
        return out.toString();
    }

    private static String input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyLineEndIsOneEnter() {
        assertThat(input("a\r\nb\r\u0000c\nd\re")).isEqualTo("a\nb\nc\nd\ne");
        assertThat(input("\r\r\n\n\r\u0000\u0000\r")).isEqualTo("\n\n\n\n\n");
    }

    @Test
    void nulIsNothing() {
        assertThat(input("a\u0000b")).isEqualTo("ab");
    }

    @Test
    void decodesUtf8LikeTheJdk() {
        Random random = new Random(6);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) (random.nextInt(4) == 0 ? random.nextInt(1, 13) : random.nextInt(0x80, 0x100));
            }
            // How many replacement characters a broken sequence gives is a matter of taste.
            assertThat(input(bytes).replaceAll("\ufffd+", "?"))
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8).replaceAll("\ufffd+", "?"));
        }
        assertThat(input("gr\u00fc\u00df \u4e2d \ud83d\ude80")).isEqualTo("gr\u00fc\u00df \u4e2d \ud83d\ude80");
    }

    @Test
    void lineEndsGoOutAsTheStandardWants() {
        assertThat(TelnetText.encode("a\nb\r\nc\rd\r"))
                .isEqualTo("a\r\nb\r\nc\r\u0000d\r\u0000".getBytes(StandardCharsets.US_ASCII));
        assertThat(TelnetText.encode("gr\u00fc\u00df")).isEqualTo("gr\u00fc\u00df".getBytes(StandardCharsets.UTF_8));
        assertThat(TelnetText.encode("")).isEmpty();
    }

    @Test
    void onlyTypesOfTheTableComeThrough() {
        assertThat(kind("XTERM-256COLOR")).isEqualTo("xterm");
        assertThat(kind("screen")).isEqualTo("screen");
        assertThat(kind("dumb")).isNull();
        assertThat(kind("NETWORK")).isNull();
        assertThat(kind("vt100")).isEqualTo("ansi");
        assertThat(kind("-A/tmp/x; rm *")).isEqualTo("ansi");
        assertThat(kind("x".repeat(41))).isEqualTo("ansi");
        assertThat(kind("")).isEqualTo("ansi");
    }

    private static @Nullable String kind(String name) {
        byte[] body = name.getBytes(StandardCharsets.US_ASCII);
        return TerminalTypes.kind(body, 0, body.length);
    }
}
