package org.hermitscope.monitor;

import java.util.OptionalLong;

/// Where an [Expression] finds the values of names. The host gives one that knows the selected vCPU and the
/// loaded images.
public interface Symbols {
    /// Knows nothing.
    Symbols NONE = new Symbols() {
        @Override
        public OptionalLong register(String name) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong symbol(String name) {
            return OptionalLong.empty();
        }
    };

    /// A register's value.
    ///
    /// @param name without the `$` or `%`, as typed: `rip`, `pc`, `eax`
    OptionalLong register(String name);

    /// A symbol's address.
    ///
    /// @param name without `&`, as typed: `main`, `core::fmt::write`
    OptionalLong symbol(String name);
}
