package org.hermitscope.monitor;

import java.util.List;

/// `exit`: leaves the monitor, never the virtual machine.
final class ExitCommand implements Command {
    @Override
    public String name() {
        return "exit";
    }

    @Override
    public List<String> aliases() {
        return List.of("logout");
    }

    @Override
    public String help() {
        return "leave the monitor; the virtual machine goes on";
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void run(Invocation call) {
        call.session().leave();
    }
}
