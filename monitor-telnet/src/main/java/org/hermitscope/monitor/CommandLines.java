package org.hermitscope.monitor;

import java.util.ArrayList;
import java.util.List;

/// Cuts a line into commands at `;` and drops a comment from `#` on, both only outside of quotes. A single
/// quote counts only as part of a character constant such as `';'`: "don't" opens nothing.
final class CommandLines {
    private CommandLines() {}

    static List<String> split(String line) {
        List<String> commands = new ArrayList<>(2);
        boolean quoted = false;
        int start = 0;
        int end = line.length();
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '\'' && i + 2 < end && line.charAt(i + 2) == '\'') {
                i += 2;
            } else if (!quoted && c == ';') {
                add(commands, line.substring(start, i));
                start = i + 1;
            } else if (!quoted && c == '#' && (i == 0 || Arguments.blank(line.charAt(i - 1)) || i == start)) {
                end = i;
            }
        }
        add(commands, line.substring(start, end));
        return commands;
    }

    private static void add(List<String> commands, String command) {
        String stripped = command.strip();
        if (!stripped.isEmpty()) {
            commands.add(stripped);
        }
    }

    /// The part of a line that is still being typed: behind the last `;`.
    static int lastStart(String line) {
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ';') {
                start = i + 1;
            }
        }
        return start;
    }
}
