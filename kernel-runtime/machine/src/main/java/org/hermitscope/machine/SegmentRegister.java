package org.hermitscope.machine;

/// A segment register with its hidden part (SDM 3A 3.4.3).
public final class SegmentRegister {
    /// Visible part.
    public int selector;
    /// Linear base address.
    public long base;
    /// Limit in bytes, granularity applied.
    public int limit;
    /// Bits 8–15 and 20–23 of the descriptor's high word, in place: type, S, DPL, P, AVL, L, D/B, G.
    public int attributes;

    public void load(int selector, long base, int limit, int attributes) {
        this.selector = selector;
        this.base = base;
        this.limit = limit;
        this.attributes = attributes;
    }

    public void copyFrom(SegmentRegister other) {
        load(other.selector, other.base, other.limit, other.attributes);
    }

    /// L of a code segment: 64-bit mode.
    public boolean isLong() {
        return (attributes & 1 << 21) != 0;
    }

    /// D/B: 32-bit default operand size or stack.
    public boolean isBig() {
        return (attributes & 1 << 22) != 0;
    }

    /// Descriptor privilege level, 0 to 3.
    public int dpl() {
        return attributes >>> 13 & 3;
    }
}
