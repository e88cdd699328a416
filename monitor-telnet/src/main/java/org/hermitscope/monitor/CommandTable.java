package org.hermitscope.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Commands by name, alias and unique prefix; `info` and other two-word commands are tables within it.
/// Commands may be registered at any time by any thread.
public final class CommandTable {
    private final String path;
    private final TreeMap<String, Command> byWord = new TreeMap<>();

    /// An empty table.
    public CommandTable() {
        this("");
    }

    private CommandTable(String path) {
        this.path = path;
    }

    /// The words in front of this table's names: `info` for the topics of `info`, else empty.
    public String path() {
        return path;
    }

    /// Adds a command.
    ///
    /// @return this table
    /// @throws IllegalArgumentException when its name or an alias is taken
    public synchronized CommandTable register(Command command) {
        List<String> words = new ArrayList<>(command.aliases());
        words.add(command.name());
        for (String word : words) {
            if (byWord.containsKey(word)) {
                throw new IllegalArgumentException("monitor command '" + word + "' is registered twice");
            }
        }
        for (String word : words) {
            byWord.put(word, command);
        }
        return this;
    }

    /// Adds a command whose second word is looked up in a table of its own.
    ///
    /// @return the new table
    public CommandTable group(String name, String usage, String help) {
        CommandTable topics = new CommandTable(path.isEmpty() ? name : path + " " + name);
        register(new GroupCommand(name, usage, help, topics));
        return topics;
    }

    /// The commands that are listed, each once, by name.
    public synchronized List<Command> commands() {
        List<Command> found = new ArrayList<>();
        for (var entry : byWord.entrySet()) {
            if (entry.getKey().equals(entry.getValue().name())
                    && entry.getValue().listed()) {
                found.add(entry.getValue());
            }
        }
        return found;
    }

    /// The command a word means: one with that name or alias, else the only one whose name starts with it.
    ///
    /// @return null when there is none
    /// @throws CommandException when there are several
    public synchronized @Nullable Command find(String word) {
        Command exact = byWord.get(word);
        if (exact != null || word.isEmpty()) {
            return exact;
        }
        List<Command> found = startingWith(word);
        if (found.size() > 1) {
            StringBuilder message = new StringBuilder("ambiguous command: '")
                    .append(Escape.line(fullName(word)))
                    .append("' (");
            for (int i = 0; i < found.size(); i++) {
                message.append(i == 0 ? "" : ", ").append(found.get(i).name());
            }
            throw CommandException.failed(message.append(')').toString());
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /// The listed commands whose name starts with `prefix`.
    synchronized List<Command> startingWith(String prefix) {
        List<Command> found = new ArrayList<>();
        SortedMap<String, Command> from = byWord.tailMap(prefix);
        for (var entry : from.entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            Command command = entry.getValue();
            if (command.listed() && command.name().equals(entry.getKey())) {
                found.add(command);
            }
        }
        return found;
    }

    /// A name with the table's path in front.
    String fullName(String word) {
        return path.isEmpty() ? word : path + " " + word;
    }

    /// A command, its full name and what follows it.
    record Found(Command command, String name, String rest) {}

    /// The command a line starts with.
    ///
    /// @throws CommandException `unknown command: 'x'`, or when a prefix fits several
    Found resolve(String line) {
        String text = line.strip();
        int end = 0;
        // A format may stand without a blank, as in x/4i.
        while (end < text.length() && !Arguments.blank(text.charAt(end)) && text.charAt(end) != '/') {
            end++;
        }
        String word = text.substring(0, end);
        Command command = find(word);
        if (command == null) {
            throw CommandException.failed("unknown command: '" + Escape.line(fullName(end == 0 ? text : word)) + "'");
        }
        String rest = text.substring(end);
        CommandTable topics = command.topics();
        if (topics != null && !rest.isBlank()) {
            return topics.resolve(rest);
        }
        return new Found(command, fullName(command.name()), rest);
    }
}
