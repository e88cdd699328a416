package org.hermitscope.tests.real;

import java.util.ArrayList;
import java.util.List;

/// A `run` line of the list: words as a shell would part them, and perhaps a file for standard input.
///
/// @param words the program's name and its arguments
/// @param input name of a file, or empty
record CommandLine(List<String> words, String input) {
    static CommandLine of(String line) {
        List<String> words = new ArrayList<>();
        String input = "";
        boolean inputFollows = false;
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ' ') {
                at++;
                continue;
            }
            if (line.charAt(at) == '<') {
                inputFollows = true;
                at++;
                continue;
            }
            StringBuilder word = new StringBuilder();
            at = word(line, at, word);
            if (inputFollows) {
                input = word.toString();
                inputFollows = false;
            } else {
                words.add(word.toString());
            }
        }
        if (words.isEmpty() || inputFollows) {
            throw new IllegalArgumentException("cannot be run: " + line);
        }
        return new CommandLine(List.copyOf(words), input);
    }

    /// Quotes are taken off; a backslash outside of single quotes keeps the next character as it is.
    private static int word(String line, int from, StringBuilder word) {
        char quote = 0;
        int at = from;
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote == 0 && c == ' ') {
                break;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && at + 1 < line.length()) {
                at++;
                word.append(line.charAt(at));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed: " + line);
        }
        return at;
    }
}
