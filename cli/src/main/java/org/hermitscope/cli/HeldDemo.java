package org.hermitscope.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The demo guest on the usual ports, started again each time it ends, until Ctrl-C.
final class HeldDemo {
    /// Our own failures, and SIGHUP, SIGINT and SIGTERM; a debugger that kills the guest is no reason to stop.
    private static final Set<Integer> ENDS = Set.of(1, 2, 128 + 1, 128 + 2, 128 + 15);

    private HeldDemo() {}

    static int run(DemoGuest guest) throws IOException, InterruptedException {
        Console.say("in other terminals: gdb -cd " + guest.folder() + " -ex 'target extended-remote 127.0.0.1:"
                + RunOptions.GDB_PORT + "' demo");
        Console.say("                    telnet 127.0.0.1 " + (Variables.DEFAULT_PORT + 1));
        Console.say("Ctrl-C here ends it");
        Thread cleaner = Thread.ofPlatform().name("demo-cleaner").unstarted(() -> delete(guest));
        Runtime.getRuntime().addShutdownHook(cleaner);
        while (true) {
            List<String> command = new ArrayList<>(OwnCommand.words());
            command.addAll(List.of(
                    "run",
                    "--gdb",
                    "--monitor=" + (Variables.DEFAULT_PORT + 1),
                    guest.program().toString()));
            Process process = new ProcessBuilder(command).inheritIO().start();
            Thread killer = Thread.ofPlatform().name("demo-killer").unstarted(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            int status = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(killer);
            if (ENDS.contains(status)) {
                Runtime.getRuntime().removeShutdownHook(cleaner);
                return status;
            }
            Console.say("the guest ended with " + status + "; it starts again");
        }
    }

    private static void delete(DemoGuest guest) {
        try {
            guest.close();
        } catch (IOException e) {
            Console.say("left behind: " + guest.folder());
        }
    }
}
