package org.hermitscope.cli;

/// Whole numbers without sign, blanks or surprises.
final class Whole {
    private static final int MOST_DIGITS = 18;

    private Whole() {}

    /// The number, or -1 if the text is none; what has more digits than a long can hold is the largest of all.
    static long number(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = i < MOST_DIGITS ? 10 * value + digit : Long.MAX_VALUE;
        }
        return value;
    }

    /// Reads a number within a range.
    ///
    /// @param setting the option or variable, for the message
    static int within(String setting, String text, int least, int most) {
        long value = number(text.strip());
        if (value < least || value > most) {
            throw Usage.error(setting + ": '" + text + "' is not a whole number from " + least + " to " + most);
        }
        return (int) value;
    }
}
