package org.hermitscope.gdbstub.target;

import java.util.List;

/// Capability: which memory there is. Packet `qXfer:memory-map:read`. gdb refuses to touch what is not in it,
/// so a list that is not complete is worse than none.
public interface MemoryMap {

    /// What a region is made of; gdb uses hardware breakpoints by itself in ROM.
    enum Kind {
        RAM,
        ROM
    }

    /// @param start first byte
    /// @param length bytes, at least 1
    record Region(Kind kind, long start, long length) {}

    /// Regions that do not overlap.
    List<Region> memoryMap();
}
