package org.hermitscope.monitor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command's arguments, taken one after the other from left to right. Every method throws a
/// [CommandException] about the arguments, with QEMU's text, when what it wants is not there.
public final class Arguments {
    private final String command;
    private final Session session;
    private String text;
    private int at;

    /// @param command whose name heads some of the messages
    /// @param text everything behind the name
    Arguments(String command, String text, Session session) {
        this.command = command;
        this.text = text;
        this.session = session;
    }

    /// Whether nothing is left.
    public boolean atEnd() {
        skipBlanks();
        return at >= text.length();
    }

    /// Refuses anything that is left.
    public void end() {
        if (!atEnd()) {
            throw CommandException.arguments(command + ": extraneous characters at the end of line");
        }
    }

    /// Takes all that is left, without blanks at both ends.
    public String rest() {
        String rest = text.substring(Math.min(at, text.length())).strip();
        at = text.length();
        return rest;
    }

    /// Takes `/fmt` if it is there. What it does not say is as in this client's last one; QEMU's defaults are
    /// `xw`.
    public ValueFormat format() {
        skipBlanks();
        ValueFormat last = session.get(ValueFormat.LAST);
        if (at >= text.length() || text.charAt(at) != '/') {
            return new ValueFormat(1, last.letter(), last.size());
        }
        int start = at + 1;
        at = start;
        skipWord();
        ValueFormat format = ValueFormat.parse(text.substring(start, at), last);
        session.set(ValueFormat.LAST, format);
        return format;
    }

    /// Takes an expression: the longest there is, blanks inside included.
    public long expression(Symbols symbols) {
        Expression.Parsed parsed = Expression.parse(text, Math.min(at, text.length()), symbols);
        at = parsed.end();
        return parsed.value();
    }

    /// Takes an expression whose value fits 32 bits, signed or unsigned.
    public int integer(Symbols symbols) {
        long value = expression(symbols);
        if (value >>> 32 != 0 && value != (int) value) {
            throw CommandException.arguments(command + ": integer is for 32-bit values");
        }
        return (int) value;
    }

    /// Takes the option `-letter` if it is next.
    public boolean option(char letter) {
        skipBlanks();
        boolean there = at + 1 < text.length()
                && text.charAt(at) == '-'
                && text.charAt(at + 1) == letter
                && (at + 2 == text.length() || blank(text.charAt(at + 2)));
        if (there) {
            at += 2;
        }
        return there;
    }

    /// Takes a word, or a string in double quotes with the escapes `\n \r \t \\ \" \'`.
    ///
    /// @param what for the message `memsave: filename expected`
    public String string(String what) {
        if (atEnd()) {
            throw CommandException.arguments(command + ": " + what + " expected");
        }
        if (text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        skipWord();
        return text.substring(start, at);
    }

    /// Takes a word or string; null when nothing is left.
    public @Nullable String optionalString() {
        return atEnd() ? null : string("string");
    }

    /// Takes `on` or `off`.
    public boolean onOff() {
        String word = string("'on' or 'off'");
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw CommandException.arguments(command + ": 'on' or 'off' expected");
        };
    }

    /// Cuts the file name off the **end**, before the expressions in front of it are taken: QEMU reads
    /// `memsave 0 4096 /tmp/x` as a division. The last word is the file when it is quoted or starts with `/`,
    /// `.` or `~`; a word that starts otherwise is one when it could not belong to the expression before it.
    public String trailingFile() {
        String all = text.stripTrailing();
        int start = all.endsWith("\"") ? openingQuote(all) : lastWord(all);
        if (start < at || start >= all.length()) {
            throw CommandException.arguments(command + ": filename expected");
        }
        String word = all.substring(start);
        text = all.substring(0, start);
        if (word.startsWith("\"")) {
            Arguments file = new Arguments(command, word, session);
            return file.string("filename");
        }
        return word;
    }

    /// All that is left as words and strings.
    public List<String> words() {
        List<String> words = new ArrayList<>();
        while (!atEnd()) {
            words.add(string("string"));
        }
        return words;
    }

    private String quoted() {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\' && at < text.length()) {
                char escape = text.charAt(at);
                at++;
                switch (escape) {
                    case 'n' -> out.append('\n');
                    case 'r' -> out.append('\r');
                    case 't' -> out.append('\t');
                    case '\\', '"', '\'' -> out.append(escape);
                    default -> throw CommandException.arguments("unsupported escape code: '\\" + escape + "'");
                }
            } else {
                out.append(c);
            }
        }
        throw CommandException.arguments("unterminated string");
    }

    private static int openingQuote(String all) {
        int start = -1;
        boolean inside = false;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (inside && c == '\\') {
                i++;
            } else if (c == '"') {
                inside = !inside;
                start = inside ? i : start;
            }
        }
        if (inside) {
            throw CommandException.arguments("unterminated string");
        }
        return start;
    }

    private static int lastWord(String all) {
        int start = all.length();
        while (start > 0 && !blank(all.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private void skipWord() {
        while (at < text.length() && !blank(text.charAt(at))) {
            at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && blank(text.charAt(at))) {
            at++;
        }
    }

    static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
