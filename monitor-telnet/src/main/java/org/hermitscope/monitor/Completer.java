package org.hermitscope.monitor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what Tab offers: names from the tables, the rest from the command itself.
final class Completer {
    private Completer() {}

    static Shell.Completions complete(CommandTable root, String line, Session session) {
        int start = CommandLines.lastStart(line);
        int wordStart = line.length();
        while (wordStart > start && !Arguments.blank(line.charAt(wordStart - 1))) {
            wordStart--;
        }
        String word = line.substring(wordStart);
        List<String> before = words(line.substring(start, wordStart));
        List<String> found = candidates(root, before, word, session);
        return new Shell.Completions(wordStart, found);
    }

    private static List<String> candidates(CommandTable root, List<String> before, String word, Session session) {
        CommandTable table = root;
        int used = 0;
        while (used < before.size()) {
            Command command = find(table, before.get(used));
            used++;
            if (command == null) {
                return List.of();
            }
            CommandTable topics = command.topics();
            if (topics == null) {
                return offered(command, new Completion(before.subList(used, before.size()), word, session));
            }
            table = topics;
        }
        return names(table, word);
    }

    /// The names in a table that start with a word.
    static List<String> names(CommandTable table, String word) {
        List<String> names = new ArrayList<>();
        for (Command command : table.startingWith(word)) {
            names.add(command.name());
        }
        return names;
    }

    private static List<String> offered(Command command, Completion at) {
        List<String> found = new ArrayList<>();
        for (String candidate : command.complete(at)) {
            // A line editor puts candidates into the line and on the screen: only what could be typed.
            if (candidate.startsWith(at.word()) && Escape.line(candidate).equals(candidate)) {
                found.add(candidate);
            }
        }
        found.sort(null);
        return found;
    }

    private static @Nullable Command find(CommandTable table, String word) {
        int format = word.indexOf('/');
        try {
            return table.find(format > 0 ? word.substring(0, format) : word);
        } catch (CommandException ambiguous) {
            return null;
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && !Arguments.blank(text.charAt(at))) {
                at++;
            }
            if (at > start) {
                words.add(text.substring(start, at));
            }
            at++;
        }
        return words;
    }
}
