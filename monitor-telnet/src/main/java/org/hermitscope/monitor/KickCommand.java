package org.hermitscope.monitor;

import java.util.ArrayList;
import java.util.List;

/// `kick`: cuts off another client.
final class KickCommand implements Command {
    private final Shell shell;

    KickCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public String name() {
        return "kick";
    }

    @Override
    public String usage() {
        return "client";
    }

    @Override
    public String help() {
        return "cancel another client's command and disconnect it (see info clients)";
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void run(Invocation call) {
        int id = call.arguments().integer(Symbols.NONE);
        call.arguments().end();
        for (Session session : shell.sessions()) {
            if (session.id() == id) {
                session.disconnect();
                return;
            }
        }
        throw CommandException.failed("no client #" + id);
    }

    @Override
    public List<String> complete(Completion at) {
        List<String> ids = new ArrayList<>();
        for (Session session : shell.sessions()) {
            ids.add(String.valueOf(session.id()));
        }
        return ids;
    }
}
