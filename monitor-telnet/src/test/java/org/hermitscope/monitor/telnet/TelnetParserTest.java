package org.hermitscope.monitor.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TelnetParserTest {
    /// Writes down what the parser finds.
    private static final class Log implements TelnetEvents {
        final StringBuilder text = new StringBuilder();

        @Override
        public void data(int value) {
            text.append(value >= 32 && value < 127 ? String.valueOf((char) value) : "<" + value + ">");
        }

        @Override
        public void command(int code) {
            text.append("[C").append(code).append(']');
        }

        @Override
        public void negotiation(int verb, int option) {
            text.append("[N").append(verb).append(' ').append(option).append(']');
        }

        @Override
        public void subnegotiation(int option, byte[] body, int length) {
            text.append("[S").append(option);
            for (int i = 0; i < length; i++) {
                text.append(' ').append(body[i] & 0xff);
            }
            text.append(']');
        }
    }

    private static String parse(byte[] bytes) {
        Log log = new Log();
        TelnetParser parser = new TelnetParser(log);
        for (byte b : bytes) {
            parser.accept(b);
        }
        return log.text.toString();
    }

    private static byte[] bytes(Object... parts) {
        byte[] out = new byte[4096];
        int n = 0;
        for (Object part : parts) {
            if (part instanceof String text) {
                for (int i = 0; i < text.length(); i++) {
                    out[n] = (byte) text.charAt(i);
                    n++;
                }
            } else {
                out[n] = ((Integer) part).byteValue();
                n++;
            }
        }
        return java.util.Arrays.copyOf(out, n);
    }

    @Test
    void takesCommandsOutOfTheText() {
        assertThat(parse(bytes("a", 255, 246, "b", 255, 255, "c", 255, 244))).isEqualTo("a[C246]b<255>c[C244]");
        assertThat(parse(bytes(255, 253, 1, 255, 251, 24, "x"))).isEqualTo("[N253 1][N251 24]x");
    }

    @Test
    void takesSubnegotiationsOut() {
        assertThat(parse(bytes("a", 255, 250, 31, 0, 255, 255, 0, 24, 255, 240, "b")))
                .isEqualTo("a[S31 0 255 0 24]b");
        assertThat(parse(bytes(255, 250, 24, 255, 240))).isEqualTo("[S24]");
    }

    @Test
    void aCommandInsideASubnegotiationBreaksItOff() {
        assertThat(parse(bytes(255, 250, 24, "xx", 255, 246, "a"))).isEqualTo("[C246]a");
        assertThat(parse(bytes(255, 250, 24, "xx", 255, 253, 1, "a"))).isEqualTo("[N253 1]a");
    }

    @Test
    void aSubnegotiationThatIsTooLongIsDroppedUpToItsEnd() {
        assertThat(parse(bytes(255, 250, 24, "x".repeat(256), 255, 240, "a")))
                .startsWith("[S24 120")
                .endsWith("]a");
        assertThat(parse(bytes(255, 250, 24, "x".repeat(257), 255, 240, "a"))).isEqualTo("a");
        assertThat(parse(bytes(255, 250, 24, "x".repeat(999), 255, 255, "y", 255, 240, "a")))
                .isEqualTo("a");
    }

    @Test
    void enterEndsASubnegotiationThatNeverEnds() {
        assertThat(parse(bytes(255, 250, 24, "x".repeat(3000), "\ninfo\n"))).isEqualTo("info<10>");
    }

    @Test
    void randomStreamsDoNoHarm() {
        Random random = new Random(4);
        int[] special = {255, 254, 253, 252, 251, 250, 240, 244, 13, 10, 0, 1, 24, 31};
        for (int i = 0; i < 500; i++) {
            byte[] stream = new byte[random.nextInt(700)];
            for (int k = 0; k < stream.length; k++) {
                stream[k] =
                        (byte) (random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextInt(256));
            }
            assertThat(parse(stream).length()).isLessThan(stream.length * 6 + 1);
        }
    }
}
