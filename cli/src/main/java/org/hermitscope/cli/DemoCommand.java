package org.hermitscope.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.cli.Options;
import org.hermitscope.monitor.client.MonitorClient;
import org.hermitscope.vmm.HostPort;
import org.hermitscope.vmm.VmmException;

/// `demo`: a tour with real parts. The guest runs in a process of its own, started with the words that a person would
/// type, and is looked at through its ports.
final class DemoCommand {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int GUEST_STATUS = 7;
    private static final int MOST_LINES = 7;

    private static final List<String> MONITOR_COMMANDS =
            List.of("info status", "info registers", "x /4i $rip", "x /2gx $rsp", "info mem");

    private static final List<String> GDB_COMMANDS = List.of(
            "break try_shell",
            "continue",
            "backtrace",
            "print *who",
            "delete",
            "watch crab.shells_tried",
            "continue",
            "delete",
            "continue");

    private DemoCommand() {}

    static Options options() {
        Options options = new Options();
        RunOptions.add(options, null, "hold", null, false, "start the guest and leave it to you, until Ctrl-C");
        RunOptions.add(options, "h", "help", null, false, "print this");
        return options;
    }

    static int run(List<String> words) throws InterruptedException {
        Arguments arguments = Arguments.parse(Subcommand.DEMO, options(), words);
        if (arguments.options().hasOption("help")) {
            return Console.answer(HelpText.of(Subcommand.DEMO));
        }
        arguments.expectNothingMore(Subcommand.DEMO);
        try (DemoGuest guest = DemoGuest.unpack()) {
            return arguments.options().hasOption("hold") ? HeldDemo.run(guest) : tour(guest);
        } catch (IOException e) {
            throw new VmmException(VmmException.FAILURE, "demo: " + e.getMessage(), e);
        }
    }

    private static int tour(DemoGuest guest) throws IOException, InterruptedException {
        List<String> words = List.of("--gdb=0", "--monitor=0", guest.program().toString());
        try (GuestProcess process = new GuestProcess(words)) {
            heading("A guest: a crab looks for a shell. It waits for gdb at its first instruction");
            print("$ hermitscope run " + String.join(" ", words) + "\n");
            HostPort gdbPort = process.gdb();
            HostPort monitorPort = process.monitor();
            print(process.told());
            heading("The monitor: how the guest stands, its registers, code, stack and memory map");
            showMonitor(monitorPort);
            String gdb = SearchPath.find("gdb");
            if (gdb != null) {
                heading("gdb: a breakpoint, a backtrace, a watchpoint, and on to the end");
                print("$ gdb demo\n(gdb) target remote " + gdbPort + "\n");
                print(GdbBatch.run(gdb, guest, gdbPort, GDB_COMMANDS));
            } else {
                heading("The gdb port, spoken to directly since gdb is not installed");
                print(speak(guest, gdbPort));
            }
            int status = process.await();
            heading("What the guest printed, and its exit status");
            print(process.printed());
            print("exit status " + status + "\n");
            if (status != GUEST_STATUS) {
                throw new IOException("the guest should have ended with " + GUEST_STATUS + ": "
                        + process.told().strip());
            }
            heading("By hand");
            print(BY_HAND);
            return System.out.checkError() ? Console.BROKEN_PIPE : 0;
        }
    }

    private static final String BY_HAND = """
        hermitscope demo --hold                      starts this guest and leaves it to you
        hermitscope run --gdb --monitor ./program    runs yours; in other terminals:
        gdb -ex 'target extended-remote 127.0.0.1:1234'
        telnet 127.0.0.1 18767
        """;

    private static void showMonitor(HostPort port) throws IOException {
        try (MonitorClient client = MonitorClient.connect(port.resolve(), LIMIT)) {
            for (String command : MONITOR_COMMANDS) {
                print("(hermit) " + command + "\n"
                        + beginning(client.execute(command).text()));
            }
        }
    }

    /// An answer, or what fits a glance.
    private static String beginning(String text) {
        int end = -1;
        for (int line = 0; line < MOST_LINES; line++) {
            end = text.indexOf('\n', end + 1);
            if (end < 0) {
                return text;
            }
        }
        return end + 1 == text.length() ? text : text.substring(0, end + 1) + "...\n";
    }

    private static String speak(DemoGuest guest, HostPort port) throws IOException {
        try (RspConversation conversation = new RspConversation(port.resolve())) {
            return Backtrace.at(conversation, ProgramFile.read(guest.program().toString()), "try_shell");
        }
    }

    private static void heading(String text) {
        print("\n== " + text + "\n\n");
    }

    private static void print(String text) {
        System.out.print(text);
    }
}
