package org.hermitscope.machine;

/// A range of guest memory that a debugger watches.
///
/// @param linear first byte
/// @param length bytes, at least 1, without upper limit
/// @param kind which accesses count
public record Watchpoint(long linear, long length, Kind kind) {
    /// Which accesses a watchpoint reports.
    public enum Kind {
        WRITE,
        READ,
        ACCESS;

        public boolean reads() {
            return this != WRITE;
        }

        public boolean writes() {
            return this != READ;
        }
    }

    public Watchpoint {
        if (length < 1) {
            throw new IllegalArgumentException("watchpoint of " + length + " bytes");
        }
    }

    /// Whether an access of `size` bytes at `address` touches the range.
    public boolean overlaps(long address, int size) {
        return address < linear + length && linear < address + size;
    }
}
