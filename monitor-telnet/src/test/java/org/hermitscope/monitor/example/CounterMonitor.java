package org.hermitscope.monitor.example;

import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.CommandException;
import org.hermitscope.monitor.Shell;
import org.hermitscope.monitor.Symbols;
import org.hermitscope.monitor.server.MonitorOptions;
import org.hermitscope.monitor.server.MonitorServer;

final class CounterMonitor {
    private long counter;

    MonitorServer serve(int port) {
        Shell shell = new Shell("Counter 1.0");
        shell.commands().register(Command.of("add", "expr", "add to the counter", call -> {
            long value = call.arguments().expression(Symbols.NONE);
            call.arguments().end();
            if (value < 0) {
                throw CommandException.failed("the counter only grows");
            }
            counter += value;
        }));
        shell.info()
                .register(Command.of("counter", "", "show the counter", call -> call.println("counter: " + counter)));
        return MonitorServer.start(shell, MonitorOptions.loopback(port, "Counter 1.0"));
    }
}
