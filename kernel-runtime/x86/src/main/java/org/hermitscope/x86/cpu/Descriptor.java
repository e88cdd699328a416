package org.hermitscope.x86.cpu;

/// A segment or gate descriptor of a table (SDM 3A 3.4.5).
///
/// @param low the eight bytes
/// @param high the next eight, for system descriptors of 64-bit mode, else 0
/// @param address linear address of the first byte
record Descriptor(long low, long high, long address) {
    int type() {
        return (int) (low >>> 40) & 15;
    }

    /// S: code or data, not a system descriptor.
    boolean isSegment() {
        return (low >>> 44 & 1) != 0;
    }

    boolean isCode() {
        return isSegment() && (type() & 8) != 0;
    }

    boolean isConforming() {
        return (type() & 4) != 0;
    }

    /// R of a code segment, W of a data segment.
    boolean isReadableOrWritable() {
        return (type() & 2) != 0;
    }

    int dpl() {
        return (int) (low >>> 45) & 3;
    }

    boolean isPresent() {
        return (low >>> 47 & 1) != 0;
    }

    boolean isLong() {
        return (low >>> 53 & 1) != 0;
    }

    boolean isBig() {
        return (low >>> 54 & 1) != 0;
    }

    int attributes() {
        return (int) (low >>> 32) & 0xf0ff00;
    }

    long base() {
        long lower = low >>> 16 & 0xffffff | (low >>> 56 & 0xff) << 24;
        return isSegment() ? lower : lower | high << 32;
    }

    int limit() {
        int raw = (int) (low & 0xffff | low >>> 32 & 0xf0000);
        return (low >>> 55 & 1) != 0 ? raw << 12 | 0xfff : raw;
    }

    /// Target of a gate.
    long gateOffset() {
        return low & 0xffff | low >>> 32 & 0xffff0000L | high << 32;
    }

    int gateSelector() {
        return (int) (low >>> 16) & 0xffff;
    }

    int gateStack() {
        return (int) (low >>> 32) & 7;
    }
}
