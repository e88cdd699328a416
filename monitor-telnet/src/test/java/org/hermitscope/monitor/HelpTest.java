package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpTest {
    private final Shell shell = new Shell("v");
    private final Session session = shell.open("test");

    private String run(String line) {
        Recorder out = new Recorder();
        shell.execute(line, session, out);
        return out.text();
    }

    @Test
    void helpListsTheCommandsInQemusLayout() {
        assertThat(run("help")).isEqualTo("""
                echo [text] -- print the text
                exit|logout  -- leave the monitor; the virtual machine goes on
                help|? [cmd] -- show the help
                info [subcommand] -- show various information about the system state
                kick client -- cancel another client's command and disconnect it (see info clients)
                script on|off -- frame answers for programs
                """);
        assertThat(run("?")).isEqualTo(run("help"));
    }

    @Test
    void infoAloneListsTheTopics() {
        assertThat(run("info")).isEqualTo("""
                info clients  -- show the clients of this monitor
                info history  -- show the command line history
                info version  -- show the version of HermitScope
                """);
        assertThat(run("help info")).isEqualTo(run("info"));
    }

    @Test
    void helpOfOneCommandHasTheLongTextBelow() {
        assertThat(run("help exit")).isEqualTo("exit|logout  -- leave the monitor; the virtual machine goes on\n");
        assertThat(run("help script")).startsWith("script on|off -- ").contains("OK, ERROR or CANCELLED");
        assertThat(run("help info vers")).isEqualTo("info version  -- show the version of HermitScope\n");
    }

    @Test
    void helpSearchesForOtherWords() {
        assertThat(run("help DISCONNECT"))
                .isEqualTo("kick client -- cancel another client's command and disconnect it (see info clients)\n");
        assertThat(run("help command line history")).isEqualTo("info history  -- show the command line history\n");
        assertThat(run("help nothing_like_it")).isEqualTo("unknown command: 'nothing_like_it'\n");
        assertThat(run("help exit now")).isEqualTo("unknown command: 'exit now'\n");
    }
}
