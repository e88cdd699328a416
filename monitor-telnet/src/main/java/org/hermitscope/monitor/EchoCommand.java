package org.hermitscope.monitor;

/// `echo`: marks places in a script's answers.
final class EchoCommand implements Command {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String usage() {
        return "[text]";
    }

    @Override
    public String help() {
        return "print the text";
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void run(Invocation call) {
        call.println(String.join(" ", call.arguments().words()));
    }
}
