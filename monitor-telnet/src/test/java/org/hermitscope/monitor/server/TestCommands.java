package org.hermitscope.monitor.server;

import java.time.Duration;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.MemoryDump;
import org.hermitscope.monitor.Shell;
import org.hermitscope.monitor.Symbols;
import org.hermitscope.monitor.ValueFormat;

/// The commands of a small machine.
final class TestCommands {
    private TestCommands() {}

    static Shell shell() {
        Shell shell = new Shell("HermitScope test");
        shell.commands()
                .register(new Endless())
                .register(new Dump())
                .register(Command.of("stop", "", "stop emulation", call -> {}))
                .register(Command.of(
                        "say",
                        "text",
                        "print without a line end",
                        call -> call.print(call.rest().strip())));
        shell.info().register(Command.of("status", "", "show the status", call -> call.println("VM status: running")));
        return shell;
    }

    private static final class Endless implements Command {
        @Override
        public String name() {
            return "dmesg";
        }

        @Override
        public String usage() {
            return "[-f]";
        }

        @Override
        public String help() {
            return "show the guest's log";
        }

        @Override
        public boolean concurrent() {
            return true;
        }

        @Override
        public void run(Invocation call) {
            call.println("log line");
            while (call.rest().contains("-f") && !call.cancellation().await(Duration.ofSeconds(5))) {
                call.println("log line");
            }
        }
    }

    private static final class Dump implements Command {
        @Override
        public String name() {
            return "x";
        }

        @Override
        public String usage() {
            return "/fmt addr";
        }

        @Override
        public String help() {
            return "dump memory";
        }

        @Override
        public boolean concurrent() {
            return true;
        }

        @Override
        public void run(Invocation call) {
            ValueFormat format = call.arguments().format();
            long address = call.arguments().expression(Symbols.NONE);
            call.arguments().end();
            MemoryDump.print(call.out(), format, address, (at, into, length) -> true);
        }
    }
}
