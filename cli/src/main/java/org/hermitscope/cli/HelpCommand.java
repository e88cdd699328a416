package org.hermitscope.cli;

import java.util.ArrayList;
import java.util.List;

/// `help`: explains the whole or a command.
final class HelpCommand {
    private HelpCommand() {}

    static int run(List<String> words) {
        if (words.isEmpty()) {
            return Console.answer(HelpText.overview());
        }
        if (words.size() > 1) {
            throw Usage.error("help takes one command, not " + words.size());
        }
        String word = words.get(0);
        Subcommand subcommand = Subcommand.named(word);
        if (subcommand == null) {
            List<String> names = new ArrayList<>();
            for (Subcommand known : Subcommand.values()) {
                names.add(known.word);
            }
            String suggestion = Suggestion.text(word, names);
            throw Usage.error("unknown command " + word
                    + (suggestion.isEmpty() ? ": hermitscope --help lists them" : suggestion));
        }
        return Console.answer(HelpText.of(subcommand));
    }
}
