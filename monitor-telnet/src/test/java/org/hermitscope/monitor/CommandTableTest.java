package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTableTest {
    private final CommandTable table = new CommandTable();

    CommandTableTest() {
        for (String name : List.of("system_reset", "system_powerdown", "stop", "x", "xp")) {
            table.register(command(name));
        }
        table.register(new Command() {
            @Override
            public String name() {
                return "cont";
            }

            @Override
            public List<String> aliases() {
                return List.of("c");
            }

            @Override
            public String help() {
                return "resume emulation";
            }

            @Override
            public void run(Invocation call) {}
        });
        table.register(new Command() {
            @Override
            public String name() {
                return "commit";
            }

            @Override
            public String help() {
                return "not here";
            }

            @Override
            public boolean listed() {
                return false;
            }

            @Override
            public void run(Invocation call) {}
        });
        CommandTable info = table.group("info", "[subcommand]", "show");
        info.register(command("registers")).register(command("mem")).register(command("mtree"));
    }

    private static Command command(String name) {
        return Command.of(name, "[arg]", "does " + name, call -> {});
    }

    private String resolved(String line) {
        CommandTable.Found found = table.resolve(line);
        return found.name() + "|" + found.rest();
    }

    @Test
    void namesAliasesAndUniquePrefixesAreFound() {
        assertThat(resolved("cont")).isEqualTo("cont|");
        assertThat(resolved("c")).isEqualTo("cont|");
        assertThat(resolved("co now")).isEqualTo("cont| now");
        assertThat(resolved("system_r")).isEqualTo("system_reset|");
        assertThat(resolved("  st  ")).isEqualTo("stop|");
    }

    @Test
    void aNameWinsOverLongerNames() {
        assertThat(resolved("x 0")).isEqualTo("x| 0");
        assertThat(resolved("xp 0")).isEqualTo("xp| 0");
    }

    @Test
    void aFormatNeedsNoBlank() {
        assertThat(resolved("x/4i $pc")).isEqualTo("x|/4i $pc");
    }

    @Test
    void topicsFollowTheSameRule() {
        assertThat(resolved("info reg -a")).isEqualTo("info registers| -a");
        assertThat(resolved("in reg")).isEqualTo("info registers|");
        assertThat(resolved("info ")).isEqualTo("info|");
        assertThatThrownBy(() -> resolved("info m")).hasMessage("ambiguous command: 'info m' (mem, mtree)");
        assertThatThrownBy(() -> resolved("info zz")).hasMessage("unknown command: 'info zz'");
    }

    @Test
    void ambiguousPrefixesListTheChoices() {
        assertThatThrownBy(() -> resolved("sys"))
                .hasMessage("ambiguous command: 'sys' (system_powerdown, system_reset)");
    }

    @Test
    void unknownWordsAreShownEscaped() {
        assertThatThrownBy(() -> resolved("bo\u001bgus 1")).hasMessage("unknown command: 'bo\\x1bgus'");
        assertThatThrownBy(() -> resolved("/x")).hasMessage("unknown command: '/x'");
    }

    @Test
    void unlistedCommandsAreFoundByTheirFullNameOnly() {
        assertThat(resolved("commit")).isEqualTo("commit|");
        assertThatThrownBy(() -> resolved("comm")).hasMessage("unknown command: 'comm'");
        assertThat(table.commands()).noneMatch(c -> c.name().equals("commit"));
    }

    @Test
    void aTakenNameIsRefusedAndLeavesNothingBehind() {
        Command clash = new Command() {
            @Override
            public String name() {
                return "fresh";
            }

            @Override
            public List<String> aliases() {
                return List.of("c");
            }

            @Override
            public String help() {
                return "";
            }

            @Override
            public void run(Invocation call) {}
        };
        assertThatThrownBy(() -> table.register(clash)).isInstanceOf(IllegalArgumentException.class);
        assertThat(table.find("fresh")).isNull();
    }
}
