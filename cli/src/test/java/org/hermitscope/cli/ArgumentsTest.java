package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.hermitscope.vmm.VmmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static Arguments parse(String... words) {
        return Arguments.parse(Subcommand.RUN, RunOptions.options(), List.of(words));
    }

    @Test
    void optionsEndAtTheProgram() {
        Arguments arguments = parse("--stats", "app", "--gdb", "-e", "x");
        assertThat(arguments.options().hasOption("stats")).isTrue();
        assertThat(arguments.options().hasOption("gdb")).isFalse();
        assertThat(arguments.rest()).containsExactly("app", "--gdb", "-e", "x");
    }

    @Test
    void twoDashesEndTheOptions() {
        assertThat(parse("--stats", "--", "--app", "--").rest()).containsExactly("--app", "--");
        assertThat(parse("--").rest()).isEmpty();
    }

    @Test
    void elsewhereOptionsMayStandBetweenOperands() {
        Arguments arguments = Arguments.parse(
                Subcommand.DISAS, DisasCommand.options(), List.of("app", "--syntax", "intel", "main", "--", "-x"));
        assertThat(arguments.options().getOptionValue("syntax")).isEqualTo("intel");
        assertThat(arguments.rest()).containsExactly("app", "main", "-x");
    }

    @Test
    void aDashAloneAndNothingAreOperands() {
        assertThat(parse("-", "x").rest()).containsExactly("-", "x");
        assertThat(parse("", "x").rest()).containsExactly("", "x");
    }

    @Test
    void anOptionalValueCountsBehindAnEqualsSignOnly() {
        Arguments arguments = parse("--gdb", "1234");
        assertThat(arguments.options().getOptionValue("gdb")).isNull();
        assertThat(arguments.rest()).containsExactly("1234");
        assertThat(parse("--gdb=[::1]:5", "app").options().getOptionValue("gdb"))
                .isEqualTo("[::1]:5");
    }

    @Test
    void valuesComeInEveryUsualSpelling() {
        Arguments arguments =
                parse("-e", "A=1", "-eB=2", "--env=C=3", "--env", "D=4", "--mem", "1G", "--cpus=2", "app");
        assertThat(arguments.options().getOptionValues("env")).containsExactly("A=1", "B=2", "C=3", "D=4");
        assertThat(arguments.options().getOptionValue("mem")).isEqualTo("1G");
        assertThat(arguments.options().getOptionValue("cpus")).isEqualTo("2");
        assertThat(arguments.rest()).containsExactly("app");
    }

    @Test
    void valuesAreKeptAsTheyAre() {
        Arguments arguments = parse("-e", "A=\"quoted\"", "-e", "--gdb=x", "--mem", "-1G", "--env=", "app");
        assertThat(arguments.options().getOptionValues("env")).containsExactly("A=\"quoted\"", "--gdb=x", "");
        assertThat(arguments.options().getOptionValue("mem")).isEqualTo("-1G");
        assertThat(arguments.options().hasOption("gdb")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--gbd, unknown option --gbd: did you mean --gdb?",
        "--monitr=5, unknown option --monitr: did you mean --monitor?",
        "--xyzzy, unknown option --xyzzy (see hermitscope help run)",
        "-x, unknown option -x (see hermitscope help run)",
        "-hx, unknown option -hx (see hermitscope help run)",
        "--mem, --mem needs a value: --mem SIZE (see hermitscope help run)",
        "-e, -e needs a value: -e NAME[=VALUE] (see hermitscope help run)",
        "--stats=3, --stats takes no value (see hermitscope help run)",
        "--g, unknown option --g (see hermitscope help run)",
    })
    void whatIsWrongIsNamedWithTheWayOut(String word, String message) {
        VmmException failure = catchThrowableOfType(VmmException.class, () -> parse(word));
        assertThat(failure).hasMessage(message);
        assertThat(failure.exitCode()).isEqualTo(2);
    }
}
