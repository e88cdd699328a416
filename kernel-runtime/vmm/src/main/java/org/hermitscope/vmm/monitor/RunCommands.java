package org.hermitscope.vmm.monitor;

import java.util.List;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.CommandException;
import org.hermitscope.monitor.CommandTable;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.Symbols;
import org.hermitscope.vmm.guest.GuestView;

/// `stop`, `cont`, `quit` and `cpu`.
final class RunCommands {
    private RunCommands() {}

    static void register(CommandTable commands, GuestView guest) {
        commands.register(new Named("stop", "s", "stop emulation (this is not gdb's step)", _ -> guest.stop()))
                .register(new Named("cont", "c", "resume emulation", _ -> resume(guest)))
                .register(new Named(
                        "quit", "q", "end the guest and HermitScope (exit leaves the session only)", _ -> guest.quit()))
                .register(Command.of("cpu", "index", "set the default CPU", call -> {
                    int index = call.arguments().integer(Symbols.NONE);
                    call.arguments().end();
                    Processor.select(call, guest, index);
                }));
    }

    private static void resume(GuestView guest) {
        try {
            guest.resume();
        } catch (IllegalStateException held) {
            throw CommandException.failed(String.valueOf(held.getMessage()));
        }
    }

    private interface Body {
        void run(Invocation call);
    }

    private record Named(String name, String alias, String help, Body body) implements Command {
        @Override
        public List<String> aliases() {
            return List.of(alias);
        }

        @Override
        public void run(Invocation call) {
            body.run(call);
        }
    }
}
