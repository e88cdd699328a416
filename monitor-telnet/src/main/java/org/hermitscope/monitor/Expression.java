package org.hermitscope.monitor;

import java.util.OptionalLong;

/// QEMU's monitor expressions: 64-bit wrapping integers, `+ -` bind weakest, then `& | ^`, then `* / %`
/// (that is QEMU's order, not C's), then unary `+ - ~`. Operands are numbers in C notation, `'c'`,
/// registers `$rip` or `%rip`, symbols `main`, `&main` or `"any name"`, and `( )`.
public final class Expression {
    /// How deep parentheses and unary operators may nest.
    public static final int NESTING_LIMIT = 64;

    private final String text;
    private final Symbols symbols;
    private int at;
    private int depth;

    private Expression(String text, int from, Symbols symbols) {
        this.text = text;
        this.at = from;
        this.symbols = symbols;
    }

    /// The value of an expression that fills the whole text.
    ///
    /// @throws CommandException about the arguments, with QEMU's text
    public static long evaluate(String text, Symbols symbols) {
        Parsed parsed = parse(text, 0, symbols);
        if (parsed.end() < text.length()) {
            throw invalidChar(text.charAt(parsed.end()));
        }
        return parsed.value();
    }

    /// The longest expression at `from`, and where it ended.
    static Parsed parse(String text, int from, Symbols symbols) {
        Expression e = new Expression(text, from, symbols);
        e.skipBlanks();
        long value = e.sum();
        return new Parsed(value, e.at);
    }

    /// A value and the index behind it and the blanks that follow.
    record Parsed(long value, int end) {}

    private long sum() {
        long value = logic();
        while (true) {
            char op = peek();
            if (op == '+') {
                next();
                value += logic();
            } else if (op == '-') {
                next();
                value -= logic();
            } else {
                return value;
            }
        }
    }

    private long logic() {
        long value = product();
        while (true) {
            char op = peek();
            if (op == '&') {
                next();
                value &= product();
            } else if (op == '|') {
                next();
                value |= product();
            } else if (op == '^') {
                next();
                value ^= product();
            } else {
                return value;
            }
        }
    }

    private long product() {
        long value = unary();
        while (true) {
            char op = peek();
            if (op != '*' && op != '/' && op != '%') {
                return value;
            }
            next();
            long right = unary();
            if (op == '*') {
                value *= right;
            } else if (right == 0) {
                throw CommandException.arguments("division by zero");
            } else {
                value = op == '/' ? value / right : value % right;
            }
        }
    }

    private long unary() {
        depth++;
        if (depth > NESTING_LIMIT) {
            throw CommandException.arguments("expression nested too deeply (limit " + NESTING_LIMIT + ")");
        }
        long value = operand();
        depth--;
        return value;
    }

    private long operand() {
        if (at >= text.length()) {
            throw CommandException.arguments("unexpected end of expression");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '+' -> {
                next();
                yield unary();
            }
            case '-' -> {
                next();
                yield -unary();
            }
            case '~' -> {
                next();
                yield ~unary();
            }
            case '(' -> parenthesis();
            case '\'' -> character();
            case '"' -> symbol(quoted());
            case '$', '%' -> {
                at++;
                yield register(word());
            }
            case '&' -> {
                next();
                yield symbol(peek() == '"' ? quoted() : word());
            }
            default -> {
                if (c >= '0' && c <= '9') {
                    yield number();
                }
                if (startsName(c)) {
                    yield symbol(word());
                }
                throw invalidChar(c);
            }
        };
    }

    private long parenthesis() {
        next();
        long value = sum();
        if (peek() != ')') {
            throw CommandException.arguments("')' expected");
        }
        next();
        return value;
    }

    private long register(String name) {
        OptionalLong value = name.isEmpty() ? OptionalLong.empty() : symbols.register(name);
        if (value.isEmpty()) {
            throw CommandException.arguments("unknown register");
        }
        return value.getAsLong();
    }

    private long symbol(String name) {
        if (name.isEmpty()) {
            throw at < text.length()
                    ? invalidChar(text.charAt(at))
                    : CommandException.arguments("unexpected end of expression");
        }
        OptionalLong value = symbols.symbol(name);
        if (value.isEmpty()) {
            throw CommandException.arguments("unknown symbol '" + Escape.line(name) + "'");
        }
        return value.getAsLong();
    }

    private long character() {
        if (at + 1 >= text.length()) {
            throw CommandException.arguments("character constant expected");
        }
        char c = text.charAt(at + 1);
        if (at + 2 >= text.length() || text.charAt(at + 2) != '\'') {
            throw CommandException.arguments("missing terminating ' character");
        }
        at += 3;
        skipBlanks();
        return c;
    }

    private String quoted() {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw CommandException.arguments("unterminated string");
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        skipBlanks();
        return name;
    }

    private String word() {
        int start = at;
        while (at < text.length() && continuesName()) {
            at++;
        }
        String name = text.substring(start, at);
        skipBlanks();
        return name;
    }

    private static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c >= 0xa0;
    }

    private boolean continuesName() {
        char c = text.charAt(at);
        if (startsName(c) || (c >= '0' && c <= '9') || c == '@' || c == '$') {
            return true;
        }
        // The "::" of Rust and C++ names.
        return c == ':'
                && ((at + 1 < text.length() && text.charAt(at + 1) == ':') || (at > 0 && text.charAt(at - 1) == ':'));
    }

    /// As strtoull(3) with base 0.
    private long number() {
        int radix = 10;
        if (text.charAt(at) == '0' && at + 1 < text.length()) {
            char second = text.charAt(at + 1);
            if ((second == 'x' || second == 'X') && at + 2 < text.length() && digit(text.charAt(at + 2), 16) >= 0) {
                radix = 16;
                at += 2;
            } else {
                radix = 8;
            }
        }
        long value = 0;
        long most = Long.divideUnsigned(-1L, radix);
        int start = at;
        while (at < text.length()) {
            int d = digit(text.charAt(at), radix);
            if (d < 0) {
                break;
            }
            if (Long.compareUnsigned(value, most) > 0 || Long.compareUnsigned(value * radix, -1L - d) > 0) {
                throw CommandException.arguments("number too large");
            }
            value = value * radix + d;
            at++;
        }
        if (at == start || (at < text.length() && continuesName())) {
            throw invalidChar(text.charAt(at));
        }
        skipBlanks();
        return value;
    }

    private static int digit(char c, int radix) {
        // Character.digit would take the digits of every script.
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private static CommandException invalidChar(char c) {
        return CommandException.arguments("invalid char '" + Escape.line(String.valueOf(c)) + "' in expression");
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void next() {
        at++;
        skipBlanks();
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
