package org.hermitscope.monitor;

import java.util.List;

/// The commands that need no machine.
final class BuiltIns {
    private BuiltIns() {}

    static void register(Shell shell, String version) {
        shell.commands()
                .register(new HelpCommand(shell.commands()))
                .register(new ExitCommand())
                .register(new EchoCommand())
                .register(new ScriptCommand())
                .register(new KickCommand(shell));
        shell.info()
                .register(new InfoTopic("version", "show the version of HermitScope", call -> call.println(version)))
                .register(new InfoTopic("history", "show the command line history", BuiltIns::history))
                .register(new InfoTopic("clients", "show the clients of this monitor", call -> clients(shell, call)));
    }

    private static void history(Invocation call) {
        List<String> lines = call.session().history();
        for (int i = 0; i < lines.size(); i++) {
            call.println(i + ": '" + lines.get(i) + "'");
        }
    }

    private static void clients(Shell shell, Invocation call) {
        for (Session session : shell.sessions()) {
            String running = session.runningLine();
            boolean self = session == call.session();
            call.println((self ? "* " : "  ") + "Client #" + session.id() + ": " + session.peer()
                    + (self || running == null ? "" : ", running '" + Escape.line(running) + "'"));
        }
    }
}
