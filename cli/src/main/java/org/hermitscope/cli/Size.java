package org.hermitscope.cli;

/// Amounts of memory as people write them.
final class Size {
    private static final int MEBI = 20;
    private static final int GIBI = 30;

    private Size() {}

    /// Reads a whole number with M or G.
    ///
    /// @param setting the option or variable, for the message
    static long parse(String setting, String text) {
        String trimmed = text.strip();
        int digits = trimmed.length() - 1;
        int shift = digits < 1 ? 0 : shift(trimmed.charAt(digits));
        long count = shift == 0 ? -1 : Whole.number(trimmed.substring(0, digits));
        if (count <= 0) {
            throw Usage.error(setting + ": '" + text + "' is no amount of memory: give a whole number with M or G,"
                    + " such as 512M or 2G");
        }
        // Far more than any address space, yet without overflow for every number that was accepted.
        return count > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : count << shift;
    }

    private static int shift(char unit) {
        return switch (unit) {
            case 'M', 'm' -> MEBI;
            case 'G', 'g' -> GIBI;
            default -> 0;
        };
    }

    /// Mebibytes, for messages.
    static String mebibytes(long bytes) {
        return (bytes >> MEBI) + " MiB";
    }
}
