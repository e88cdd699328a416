package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EscapeTest {
    @Test
    void showsControlsAndKeepsTabAndNewline() {
        assertThat(Escape.text("a\tb\nc\u001b[2Jd\u0007\u007f\u0085\r"))
                .isEqualTo("a\tb\nc\\x1b[2Jd\\x07\\x7f\\x85\\x0d");
        assertThat(Escape.line("a\tb\nc")).isEqualTo("a\\x09b\\x0ac");
    }

    @Test
    void showsBidirectionalControls() {
        assertThat(Escape.text("a\u202eb\u2066c\u200fd\u061ce\ufefff"))
                .isEqualTo("a\\u202eb\\u2066c\\u200fd\\u061ce\\ufefff");
    }

    @Test
    void leavesOrdinaryTextAlone() {
        String text = "gr\u00fc\u00df \u4e2d\u6587 \ud83d\ude80 \\x1b";
        assertThat(Escape.text(text)).isSameAs(text);
        assertThat(Escape.line(text)).isSameAs(text);
    }

    @Test
    void showsHalfSurrogates() {
        assertThat(Escape.text("a\ud800b\udc00")).isEqualTo("a\\ud800b\\udc00");
    }

    @Test
    void decodesUtf8AndShowsWhatIsNone() {
        byte[] bytes = {'a', (byte) 0xc3, (byte) 0xbc, (byte) 0xff, (byte) 0xc0, (byte) 0x80, (byte) 0xe2, (byte) 0x82};
        assertThat(Escape.bytes(bytes, 0, bytes.length)).isEqualTo("a\u00fc\\xff\\xc0\\x80\\xe2\\x82");
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        assertThat(Escape.bytes(surrogate, 0, 3)).isEqualTo("\\xed\\xa0\\x80");
    }

    @Test
    void nothingEscapesWhateverTheBytes() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            String shown = Escape.bytes(bytes, 0, bytes.length);
            assertThat(Escape.text(shown)).isEqualTo(shown);
            assertThat(shown.codePoints().noneMatch(c -> (c < 32 && c != '\n' && c != '\t') || (c >= 127 && c < 160)))
                    .isTrue();
            String valid = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(Escape.line(valid)).doesNotContain("\n");
        }
    }
}
