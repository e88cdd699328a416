package org.hermitscope.monitor;

import java.util.List;
import java.util.Locale;

/// The help in QEMU's layout: `cont|c  -- resume emulation`.
final class HelpText {
    private HelpText() {}

    static void list(Output out, CommandTable table) {
        for (Command command : table.commands()) {
            out.println(line(table, command));
        }
    }

    static String line(CommandTable table, Command command) {
        StringBuilder text = new StringBuilder(table.fullName(command.name()));
        for (String alias : command.aliases()) {
            text.append('|').append(alias);
        }
        return text.append(' ')
                .append(command.usage())
                .append(" -- ")
                .append(command.help())
                .toString();
    }

    /// The help of the command the words name, or, where they name none, all lines that mention them.
    static void about(Output out, CommandTable root, List<String> words) {
        CommandTable table = root;
        for (int i = 0; i < words.size(); i++) {
            Command command = table.find(words.get(i));
            if (command == null) {
                search(out, root, words);
                return;
            }
            CommandTable topics = command.topics();
            if (i == words.size() - 1) {
                one(out, table, command);
            } else if (topics == null) {
                throw CommandException.failed("unknown command: '" + Escape.line(String.join(" ", words)) + "'");
            } else {
                table = topics;
            }
        }
    }

    private static void one(Output out, CommandTable table, Command command) {
        CommandTable topics = command.topics();
        if (topics != null) {
            list(out, topics);
            return;
        }
        out.println(line(table, command));
        String more = command.longHelp();
        if (!more.isEmpty()) {
            out.print(more.endsWith("\n") ? more : more + "\n");
        }
    }

    private static void search(Output out, CommandTable root, List<String> words) {
        String wanted = String.join(" ", words).toLowerCase(Locale.ROOT);
        if (search(out, root, wanted) == 0) {
            throw CommandException.failed("unknown command: '" + Escape.line(String.join(" ", words)) + "'");
        }
    }

    private static int search(Output out, CommandTable table, String wanted) {
        int found = 0;
        for (Command command : table.commands()) {
            String line = line(table, command);
            if (line.toLowerCase(Locale.ROOT).contains(wanted)
                    || command.longHelp().toLowerCase(Locale.ROOT).contains(wanted)) {
                out.println(line);
                found++;
            }
            CommandTable topics = command.topics();
            if (topics != null) {
                found += search(out, topics, wanted);
            }
        }
        return found;
    }
}
