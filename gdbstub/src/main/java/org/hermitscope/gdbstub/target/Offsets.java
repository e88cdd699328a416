package org.hermitscope.gdbstub.target;

import java.util.Optional;
import java.util.OptionalLong;

/// Capability: where a program lies that was not loaded at the addresses in its file. Packet `qOffsets`.
public interface Offsets {

    /// @param first address of the first loaded segment
    /// @param second address of the second one; empty: it and all others are moved as far as the first
    record Segments(long first, OptionalLong second) {

        public Segments(long first) {
            this(first, OptionalLong.empty());
        }
    }

    /// Empty if the program lies where its file says.
    Optional<Segments> offsets();
}
