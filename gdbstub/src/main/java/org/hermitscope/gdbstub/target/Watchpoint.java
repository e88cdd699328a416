package org.hermitscope.gdbstub.target;

/// A range of memory and the accesses to it that stop the program.
///
/// @param pid the process whose memory is meant
/// @param address first byte
/// @param length bytes, at least 1; the range does not wrap around
public record Watchpoint(int pid, Kind kind, long address, long length) {

    /// The accesses that count. A write counts even if it does not change the value.
    public enum Kind {
        WRITE,
        READ,
        ACCESS
    }
}
