package org.hermitscope.tests.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The list of real programs and its command lines are read as the list explains.
class ProgramListTest {
    @Test
    void anEntryHasItsLines() {
        RealProgram program = ProgramList.parse("""
                one
                    source two
                    program bin/one
                    cpus 1 4
                    file f
                        | a
                        |
                        |   | b
                    run one < f
                    differs seconds
                """).getFirst();
        assertThat(program.origin()).isEqualTo(RealProgram.Origin.SOURCE);
        assertThat(program.debianPackage()).isEqualTo("two");
        assertThat(program.cpus()).containsExactly(1, 4);
        assertThat(program.files()).containsEntry("f", "a\n\n  | b\n");
        assertThat(program.runs()).containsExactly("one < f");
        assertThat(program.sameErrors()).isTrue();
    }

    @Test
    void wordsArePartedAsInAShell() {
        CommandLine line = CommandLine.of("awk -F: '{ print \"x\" }' a\\ b \"c \\\" d\" '' <in");
        assertThat(line.words()).containsExactly("awk", "-F:", "{ print \"x\" }", "a b", "c \" d", "");
        assertThat(line.input()).isEqualTo("in");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> ProgramList.parse("one\n    pakage x\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("pakage");
        assertThatThrownBy(() -> CommandLine.of("echo 'open")).hasMessageContaining("quote");
    }
}
