package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawWordsTest {
    @Test
    void theLastWordsOfTheLineAreOurs() {
        byte[] line = "java\0-jar\0x.jar\0run\0\0Grüße\0".getBytes(StandardCharsets.UTF_8);
        assertThat(RawWords.last(line, 3)).containsExactly("run", "", "Grüße");
        assertThat(RawWords.last(line, 0)).isEmpty();
    }

    @Test
    void whatIsAsciiIsTakenAsItIs() {
        assertThat(RawWords.of(new String[] {"run", "app"})).containsExactly("run", "app");
    }
}
