package org.hermitscope.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.hermitscope.monitor.client.MonitorClient;
import org.hermitscope.vmm.HostPort;
import org.hermitscope.vmm.Rehearsal;

/// Does once what people will do often, so that Java's ahead-of-time cache has the classes for it. The launcher calls
/// it after a build; what it prints goes to a log.
final class Training {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int GUEST_STATUS = 7;

    private Training() {}

    static int run() throws IOException, InterruptedException {
        try (DemoGuest guest = DemoGuest.unpack()) {
            String program = guest.program().toString();
            Rehearsal.run();
            Console.answer(HelpText.overview() + HelpText.of(Subcommand.RUN) + HelpText.version());
            int status = RunCommand.run(List.of(guest.training().toString()));
            if (status != GUEST_STATUS) {
                return 1;
            }
            withDebugger(program);
            return 0;
        }
    }

    /// The same with gdb and monitor, whose ports are known from what is said on standard error.
    private static void withDebugger(String program) throws IOException, InterruptedException {
        PrintStream terminal = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Thread machine = Thread.ofPlatform()
                    .name("training")
                    .daemon()
                    .start(() -> RunCommand.run(List.of("--gdb=0", "--monitor=0", program)));
            HostPort monitor = port(machine, said, "telnet ");
            HostPort gdb = port(machine, said, "extended-remote ");
            try (MonitorClient client = MonitorClient.connect(monitor.resolve(), LIMIT)) {
                client.execute("info registers");
            }
            try (RspConversation conversation = new RspConversation(gdb.resolve())) {
                Backtrace.at(conversation, ProgramFile.read(program), "try_shell");
            }
            machine.join(LIMIT);
        } finally {
            System.setErr(terminal);
        }
    }

    private static HostPort port(Thread machine, ByteArrayOutputStream said, String before)
            throws IOException, InterruptedException {
        while (true) {
            String text = said.toString(StandardCharsets.UTF_8);
            int at = text.indexOf(before);
            int end = text.indexOf('\n', at);
            if (at >= 0 && end >= 0) {
                String[] words = text.substring(at + before.length(), end).split("[: ]", -1);
                return new HostPort(words[0], (int) Whole.number(words[1]));
            }
            if (machine.join(Duration.ofMillis(10))) {
                throw new IOException("the machine ended: " + text);
            }
        }
    }
}
