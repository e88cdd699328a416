package org.hermitscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One of a few words.
final class Choice {
    private Choice() {}

    /// Reads an enum's constant, written small.
    ///
    /// @param setting the option or variable, for the message
    static <E extends Enum<E>> E parse(String setting, String text, E[] values) {
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return value;
            }
            names.add(name);
        }
        throw Usage.error(setting + ": '" + text + "' is none of " + String.join(", ", names));
    }
}
