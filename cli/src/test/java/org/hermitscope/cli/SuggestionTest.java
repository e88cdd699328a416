package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> NAMES = List.of("run", "demo", "monitor", "syscalls");

    @Test
    void aSlipOfTheFingersIsForgiven() {
        assertThat(Suggestion.nearest("rnu", NAMES)).isEqualTo("run");
        assertThat(Suggestion.nearest("dmeo", NAMES)).isEqualTo("demo");
        assertThat(Suggestion.nearest("monitr", NAMES)).isEqualTo("monitor");
        assertThat(Suggestion.nearest("syscall", NAMES)).isEqualTo("syscalls");
    }

    @Test
    void somethingElseIsNotGuessedAt() {
        assertThat(Suggestion.nearest("frobnicate", NAMES)).isNull();
        assertThat(Suggestion.nearest("", NAMES)).isNull();
        assertThat(Suggestion.nearest("x", List.of())).isNull();
    }
}
