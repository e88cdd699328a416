package org.hermitscope.x86.mmu;

import org.hermitscope.machine.Vector;

/// Memory as instructions see it: linear addresses, little endian, no alignment needed, faults thrown.
///
/// Values are zero extended to 64 bits. An access that faults has no effect at all, also when it crosses a page. Which
/// class stands behind it is fixed for the life of a machine, so HotSpot sees one receiver.
public abstract class LinearMemory {
    private final GuestFault fault;

    LinearMemory(GuestFault fault) {
        this.fault = fault;
    }

    public abstract long load8(long linear);

    public abstract long load16(long linear);

    public abstract long load32(long linear);

    public abstract long load64(long linear);

    public abstract void store8(long linear, long value);

    public abstract void store16(long linear, long value);

    public abstract void store32(long linear, long value);

    public abstract void store64(long linear, long value);

    /// Faults as a store of `size` bytes would, without storing: for instructions that store more than 8 bytes, or read
    /// first and must not have touched anything when the store faults.
    public abstract void checkStore(long linear, int size);

    /// Faults as a load of `size` bytes would, for instructions that load in pieces.
    public abstract void checkLoad(long linear, int size);

    /// One instruction byte; faults with the I bit of the error code where that applies.
    public abstract int fetch(long linear);

    /// Loads a value of 8, 16, 32 or 64 bits.
    public final long load(long linear, int width) {
        return switch (width) {
            case 8 -> load8(linear);
            case 16 -> load16(linear);
            case 32 -> load32(linear);
            default -> load64(linear);
        };
    }

    /// Stores the low 8, 16, 32 or 64 bits of a value.
    public final void store(long linear, int width, long value) {
        switch (width) {
            case 8 -> store8(linear, value);
            case 16 -> store16(linear, value);
            case 32 -> store32(linear, value);
            default -> store64(linear, value);
        }
    }

    final GuestFault pageFault(long linear, long errorCode) {
        return fault.with(Vector.PF, errorCode, linear);
    }

    final GuestFault notCanonical() {
        return fault.with(Vector.GP, 0, 0);
    }
}
