package org.hermitscope.tests.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real programs behave under HermitScope as they do natively. Every build runs the few that Debian ships as static
/// programs; `-Dhermitscope.real=all`, or names parted by commas, runs the others too and writes the table in
/// `tests/README.md`.
class RealProgramsTest {
    private static final List<RealProgram> LISTED = ProgramList.read();
    private static final String WANTED = System.getProperty("hermitscope.real", "");
    private static final List<Trial.Outcome> OUTCOMES = new ArrayList<>();

    static Stream<RealProgram> programs() {
        if (WANTED.isEmpty()) {
            return LISTED.stream().filter(RealProgram::quick);
        }
        List<String> names = List.of(WANTED.split(",", -1));
        return LISTED.stream().filter(program -> names.contains("all") || names.contains(program.name()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void behavesAsNatively(RealProgram program) throws IOException, InterruptedException {
        Trial.Outcome outcome;
        try {
            Workshop workshop = new Workshop();
            outcome = new Trial(program, workshop.prepare(program), workshop.folder(program)).compare();
        } catch (Workshop.Unavailable e) {
            if (!WANTED.isEmpty() || "true".equals(System.getenv("CI"))) {
                fail(e.reason());
            }
            abort(e.reason());
            return;
        }
        OUTCOMES.add(outcome);
        if (program.fails().isEmpty()) {
            assertThat(outcome.differences()).isEmpty();
        } else {
            assertThat(outcome.differences())
                    .as("passes now: take the line `fails` off the list")
                    .isNotEmpty();
        }
    }

    @AfterAll
    static void table() throws IOException {
        if (!WANTED.isEmpty()) {
            Report.write(LISTED, OUTCOMES);
        }
    }
}
