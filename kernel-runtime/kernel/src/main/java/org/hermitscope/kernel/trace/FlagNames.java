package org.hermitscope.kernel.trace;

import org.jspecify.annotations.Nullable;

/// Names for the bits and the values of one kind of argument.
final class FlagNames {
    private final String prefix;
    private final long[] values;
    private final String[] names;
    private final long valueMask;

    /// @param prefix what unknown bits are marked with, such as `O_`
    /// @param valueMask bits that hold one value rather than flags, 0 for none
    /// @param table `NAME=number` separated by one blank, larger combinations before their parts
    FlagNames(String prefix, long valueMask, String table) {
        this.prefix = prefix;
        this.valueMask = valueMask;
        String[] rows = table.split(" ", -1);
        values = new long[rows.length];
        names = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int equals = rows[i].indexOf('=');
            names[i] = rows[i].substring(0, equals);
            values[i] = Long.decode(rows[i].substring(equals + 1));
        }
    }

    /// The name of a whole value, or the number with a comment.
    String value(long value) {
        String name = find(value);
        return name != null ? name : number(value) + " /* " + prefix + "??? */";
    }

    /// The same for an argument that is an int.
    String intValue(long argument) {
        int number = (int) argument;
        return value(number);
    }

    /// The flags in a value, joined by bars; 0 if there are none.
    String flags(long value) {
        StringBuilder text = new StringBuilder();
        long rest = value;
        if (valueMask != 0) {
            String name = find(value & valueMask);
            if (name != null) {
                text.append(name);
                rest &= ~valueMask;
            }
        }
        for (int i = 0; i < values.length; i++) {
            boolean isFlag = values[i] != 0 && (values[i] & valueMask) == 0;
            if (isFlag && (rest & values[i]) == values[i]) {
                join(text, names[i]);
                rest &= ~values[i];
            }
        }
        if (rest != 0) {
            boolean alone = text.isEmpty();
            join(text, number(rest));
            if (alone) {
                text.append(" /* ").append(prefix).append("??? */");
            }
        }
        if (text.isEmpty()) {
            String zero = find(0);
            return zero != null ? zero : "0";
        }
        return text.toString();
    }

    private @Nullable String find(long value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return names[i];
            }
        }
        return null;
    }

    private static void join(StringBuilder text, String name) {
        if (!text.isEmpty()) {
            text.append('|');
        }
        text.append(name);
    }

    private static String number(long value) {
        return value == 0 ? "0" : "0x" + Long.toHexString(value);
    }
}
