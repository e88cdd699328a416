package org.hermitscope.monitor;

/// `info` and its like: without a second word it lists the words there are.
final class GroupCommand implements Command {
    private final String name;
    private final String usage;
    private final String help;
    private final CommandTable topics;

    GroupCommand(String name, String usage, String help, CommandTable topics) {
        this.name = name;
        this.usage = usage;
        this.help = help;
        this.topics = topics;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String usage() {
        return usage;
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
    public CommandTable topics() {
        return topics;
    }

    @Override
    public void run(Invocation call) {
        HelpText.list(call.out(), topics);
    }
}
