package org.hermitscope.monitor;

import java.util.function.Consumer;

/// A topic of `info` without arguments that only reads.
final class InfoTopic implements Command {
    private final String name;
    private final String help;
    private final Consumer<Invocation> body;

    InfoTopic(String name, String help, Consumer<Invocation> body) {
        this.name = name;
        this.help = help;
        this.body = body;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void run(Invocation call) {
        body.accept(call);
    }
}
