package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShellTest {
    /// Held here because the logging system forgets settings of loggers nobody refers to.
    private static final Logger LOG = Logger.getLogger(Shell.class.getName());

    private final Shell shell = new Shell("HermitScope 1.2");
    private Session session = shell.open("test");

    @BeforeEach
    void commands() {
        // Two commands fail on purpose, and their traces would fill the test's output.
        LOG.setLevel(Level.OFF);
        shell.commands()
                .register(Command.of("print", "/fmt expr", "print the value of an expression", call -> {
                    ValueFormat format = call.arguments().format();
                    long value = call.arguments().expression(Symbols.NONE);
                    call.arguments().end();
                    call.println(format.print(value));
                }))
                .register(Command.of("stop", "", "stop emulation", call -> {}))
                .register(Command.of("evil", "", "prints guest text", call -> call.print("a\u001b[2Jb\n")))
                .register(Command.of("broken", "", "fails", call -> {
                    throw new IllegalStateException("oops");
                }))
                .register(Command.of("deep", "", "recurses", ShellTest::deep));
    }

    private static void deep(Invocation call) {
        if (!call.cancelled()) {
            deep(call);
        }
        call.print("");
    }

    @AfterEach
    void close() {
        shell.close();
    }

    private String run(String line, Status expected) {
        Recorder out = new Recorder();
        assertThat(shell.execute(line, session, out)).as(line).isEqualTo(expected);
        return out.text();
    }

    @Test
    void runsACommand() {
        assertThat(run("print /x 16+16", Status.OK)).isEqualTo("0x20\n");
        assertThat(run("p 1", Status.OK)).isEqualTo("0x1\n");
        assertThat(run("p/d 1-2", Status.OK)).isEqualTo("-1\n");
    }

    @Test
    void argumentErrorsComeWithAHint() {
        assertThat(run("p /z 1", Status.ERROR))
                .isEqualTo("invalid char in format: 'z'\nTry \"help print\" for more information\n");
        assertThat(run("print 1/0", Status.ERROR))
                .isEqualTo("division by zero\nTry \"help print\" for more information\n");
        assertThat(run("print 1 2", Status.ERROR)).isEqualTo("""
                        print: extraneous characters at the end of line
                        Try "help print" for more information
                        """);
        assertThat(run("info version extra", Status.ERROR)).isEqualTo("""
                        version: extraneous characters at the end of line
                        Try "help info version" for more information
                        """);
    }

    @Test
    void unknownCommandsHaveNoHint() {
        assertThat(run("bogus", Status.ERROR)).isEqualTo("unknown command: 'bogus'\n");
    }

    @Test
    void severalCommandsAndComments() {
        assertThat(run("print 1; print \"2\"; print ';' # print 3", Status.ERROR))
                .isEqualTo("0x1\nunknown symbol '2'\nTry \"help print\" for more information\n0x3b\n");
        assertThat(run("# only a comment", Status.OK)).isEmpty();
        assertThat(run("   ", Status.OK)).isEmpty();
        assertThat(run("echo \"a;b # c\" d#e", Status.OK)).isEqualTo("a;b # c d#e\n");
        assertThat(run("echo don't; echo stop", Status.OK)).isEqualTo("don't\nstop\n");
    }

    @Test
    void noControlCharacterReachesTheClient() {
        assertThat(run("evil", Status.OK)).isEqualTo("a\\x1b[2Jb\n");
    }

    @Test
    void aDefectInACommandDoesNotEndTheSession() {
        assertThat(run("broken", Status.ERROR)).isEqualTo("internal error: java.lang.IllegalStateException: oops\n");
        assertThat(run("deep", Status.ERROR)).startsWith("internal error: java.lang.StackOverflowError");
        assertThat(run("print 1", Status.OK)).isEqualTo("0x1\n");
    }

    @Test
    void historyHoldsTwoHundredLinesWithoutRepeats() {
        for (int i = 0; i < 300; i++) {
            run("echo " + i / 2, Status.OK);
        }
        assertThat(session.history()).hasSize(150);
        for (int i = 0; i < 300; i++) {
            run("echo x" + i, Status.OK);
        }
        assertThat(session.history()).hasSize(200).startsWith("echo x100").endsWith("echo x299");
        assertThat(run("info history", Status.OK))
                .startsWith("0: 'echo x101'\n")
                .endsWith("199: 'info history'\n");
        assertThat(shell.open("other").history()).isEmpty();
    }

    @Test
    void twoExclamationMarksAreTheLastLine() {
        assertThat(run("!!", Status.ERROR)).isEqualTo("no last command\n");
        run("echo a", Status.OK);
        assertThat(run("!! b", Status.OK)).isEqualTo("a b\n");
        assertThat(run("!!", Status.OK)).isEqualTo("a b\n");
    }

    @Test
    void exitLeavesTheSessionAndNothingElse() {
        assertThat(run("echo a; exit; echo b", Status.OK)).isEqualTo("a\n");
        assertThat(session.leaving()).isTrue();
        session = shell.open("next");
        assertThat(run("exit now", Status.ERROR)).contains("extraneous characters");
        assertThat(session.leaving()).isFalse();
    }

    @Test
    void clientsAreListedAndKicked() {
        boolean[] cut = new boolean[1];
        Session other = shell.open("telnet 127.0.0.1:4", () -> cut[0] = true);
        assertThat(run("info clients", Status.OK)).isEqualTo("* Client #1: test\n  Client #2: telnet 127.0.0.1:4\n");
        assertThat(run("kick 2", Status.OK)).isEmpty();
        assertThat(cut[0]).isTrue();
        assertThat(other.leaving()).isTrue();
        other.close();
        assertThat(run("kick 2", Status.ERROR)).isEqualTo("no client #2\n");
        assertThat(run("info clients", Status.OK)).isEqualTo("* Client #1: test\n");
    }

    @Test
    void settingsBelongToTheClient() {
        Session.Key<Integer> cpu = new Session.Key<>("cpu", Integer.class, 0);
        session.set(cpu, 3);
        assertThat(session.get(cpu)).isEqualTo(3);
        assertThat(shell.open("other").get(cpu)).isZero();
    }

    @Test
    void versionIsTheHosts() {
        assertThat(run("info version", Status.OK)).isEqualTo("HermitScope 1.2\n");
    }

    @Test
    void aCancelledLineEndsAtTheNextPrint() throws InterruptedException {
        shell.commands().register(new Endless("dmesg", Duration.ofMillis(1)));
        Recorder out = new Recorder();
        Status[] status = new Status[1];
        Thread runner = Thread.ofVirtual().start(() -> status[0] = shell.execute("dmesg; echo no", session, out));
        out.awaitText();
        assertThat(session.runningLine()).isEqualTo("dmesg; echo no");
        assertThat(session.interrupt()).isTrue();
        runner.join();
        assertThat(status[0]).isEqualTo(Status.CANCELLED);
        assertThat(out.text()).doesNotContain("no");
        assertThat(session.interrupt()).isFalse();
        assertThat(session.runningLine()).isNull();
    }

    /// Prints until it is cancelled.
    record Endless(String name, Duration pause) implements Command {
        @Override
        public String help() {
            return "runs until cancelled";
        }

        @Override
        public boolean concurrent() {
            return true;
        }

        @Override
        public void run(Invocation call) {
            while (!call.cancellation().await(pause)) {
                call.println("tick");
            }
        }
    }
}
