package org.hermitscope.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The demo guest on the usual ports, started again each time it ends, until Ctrl-C.
final class HeldDemo {
    private static final int WRONG_SETTING = 2;

    private HeldDemo() {}

    static int run(DemoGuest guest) throws IOException, InterruptedException {
        Console.say("in other terminals: gdb -ex 'target extended-remote 127.0.0.1:" + RunOptions.GDB_PORT + "' "
                + guest.program());
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
            Thread killer = Thread.ofPlatform().name("demo-killer").unstarted(process::destroy);
            Runtime.getRuntime().addShutdownHook(killer);
            int status = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(killer);
            if (status == 1 || status == WRONG_SETTING || status > 128) {
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
