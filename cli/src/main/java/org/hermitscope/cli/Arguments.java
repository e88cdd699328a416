package org.hermitscope.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/// A subcommand's words, taken apart: its options, then everything from the first word that is none.
///
/// The split is made here and not by Commons CLI: an optional value counts only after `=`, so that `--gdb app` does not
/// take the program for an address, and a program's own options are never looked at.
///
/// @param options what was set
/// @param rest the program and its arguments, or the operands
record Arguments(CommandLine options, List<String> rest) {
    static Arguments parse(Subcommand subcommand, Options known, List<String> words) {
        // A program's own options are not ours; everywhere else options may stand between the operands.
        boolean endsAtOperand = subcommand == Subcommand.RUN;
        List<String> options = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            boolean isOption = word.length() > 1 && word.charAt(0) == '-';
            if (word.equals("--") || !isOption && endsAtOperand) {
                at += isOption ? 1 : 0;
                break;
            }
            at++;
            if (!isOption) {
                rest.add(word);
            } else {
                at += word.startsWith("--")
                        ? takeLong(subcommand, known, word, words, at, options)
                        : takeShort(subcommand, known, word, words, at, options);
            }
        }
        rest.addAll(words.subList(at, words.size()));
        try {
            CommandLine line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(known, options.toArray(new String[0]));
            return new Arguments(line, List.copyOf(rest));
        } catch (ParseException e) {
            throw Usage.error(e.getMessage() + help(subcommand));
        }
    }

    /// Takes `--name`, `--name=value` or `--name value`.
    ///
    /// @return how many of the words that follow belong to it
    private static int takeLong(
            Subcommand subcommand, Options known, String word, List<String> words, int next, List<String> options) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        Option option = known.hasLongOption(name) ? known.getOption(name) : null;
        if (option == null) {
            throw unknown(subcommand, known, "--" + name);
        }
        if (equals >= 0 && !option.hasArg()) {
            throw Usage.error("--" + name + " takes no value" + help(subcommand));
        }
        if (equals >= 0 || !option.hasArg() || option.hasOptionalArg()) {
            options.add(word);
            return 0;
        }
        options.add("--" + name + "=" + value(subcommand, option, "--" + name, words, next));
        return 1;
    }

    /// Takes `-x`, `-x value` or `-xvalue`.
    private static int takeShort(
            Subcommand subcommand, Options known, String word, List<String> words, int next, List<String> options) {
        String name = word.substring(1, 2);
        Option option = known.hasShortOption(name) ? known.getOption(name) : null;
        if (option == null || !option.hasArg() && word.length() > 2) {
            throw unknown(subcommand, known, word);
        }
        if (!option.hasArg()) {
            options.add(word);
            return 0;
        }
        boolean attached = word.length() > 2;
        String value = attached ? word.substring(2) : value(subcommand, option, word, words, next);
        options.add("--" + option.getLongOpt() + "=" + value);
        return attached ? 0 : 1;
    }

    private static String value(Subcommand subcommand, Option option, String word, List<String> words, int next) {
        if (next == words.size()) {
            throw Usage.error(word + " needs a value: " + word + " " + option.getArgName() + help(subcommand));
        }
        return words.get(next);
    }

    private static RuntimeException unknown(Subcommand subcommand, Options known, String word) {
        List<String> names = new ArrayList<>();
        for (Option option : known.getOptions()) {
            names.add("--" + option.getLongOpt());
        }
        String suggestion = Suggestion.text(word, names);
        return Usage.error("unknown option " + word + (suggestion.isEmpty() ? help(subcommand) : suggestion));
    }

    /// Refuses operands where there are none to give.
    void expectNothingMore(Subcommand subcommand) {
        if (!rest.isEmpty()) {
            throw Usage.error(subcommand.word + " takes no '" + rest.get(0) + "'" + help(subcommand));
        }
    }

    /// Where the options are explained.
    static String help(Subcommand subcommand) {
        return " (see hermitscope help " + subcommand.word + ")";
    }
}
