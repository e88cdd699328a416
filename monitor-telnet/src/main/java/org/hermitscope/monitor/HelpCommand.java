package org.hermitscope.monitor;

import java.util.List;

/// `help`, `help info`, `help info registers`, `help WORD`.
final class HelpCommand implements Command {
    private final CommandTable commands;

    HelpCommand(CommandTable commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public List<String> aliases() {
        return List.of("?");
    }

    @Override
    public String usage() {
        return "[cmd]";
    }

    @Override
    public String help() {
        return "show the help";
    }

    @Override
    public String longHelp() {
        return """
            Without an argument it lists all commands; "help info" lists the topics of info.
            A word that is no command is searched for in all help texts.
            Commands and topics may be shortened as long as they stay unique.
            A line may hold several commands separated by ';' and a comment after '#'; !! is the last line.
            """;
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void run(Invocation call) {
        List<String> words = call.arguments().words();
        if (words.isEmpty()) {
            HelpText.list(call.out(), commands);
        } else {
            HelpText.about(call.out(), commands, words);
        }
    }

    @Override
    public List<String> complete(Completion at) {
        if (at.words().isEmpty()) {
            return Completer.names(commands, at.word());
        }
        Command first = commands.find(at.words().getFirst());
        CommandTable topics = first == null ? null : first.topics();
        return topics == null || at.words().size() > 1 ? List.of() : Completer.names(topics, at.word());
    }
}
