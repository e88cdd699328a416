package org.hermitscope.x86.mmu;

import java.util.function.BooleanSupplier;
import org.hermitscope.machine.Vector;

/// Memory as instructions see it: linear addresses, little endian, no alignment needed, faults thrown.
///
/// Values are zero extended to 64 bits. An access that faults has no effect at all, also when it crosses a page.
/// Which class stands behind it is fixed for the life of a machine, so HotSpot sees one receiver.
public abstract class LinearMemory {
    /// Bits of a page fault's error code (SDM 3A 4.7).
    static final int PRESENT = 1;

    /// The access was a write.
    public static final int WRITE = 2;

    static final int USER = 4;
    static final int RESERVED = 8;
    static final int INSTRUCTION = 16;

    static final int PAGE_MASK = 0xfff;

    private final GuestFault fault;
    private boolean notCanonical;
    private long notCanonicalAddress;
    AccessListener listener = new Silent();

    LinearMemory(GuestFault fault) {
        this.fault = fault;
    }

    public final void setListener(AccessListener listener) {
        this.listener = listener;
    }

    /// Counts changes of translation: what was found out about a linear address before holds while this does.
    public int generation;

    /// Whether accesses are made with supervisor rights from now on. A window has user rights only.
    public void supervisor(boolean yes) {}

    /// INVLPG.
    public void invalidatePage(long linear) {}

    /// Forgets translations: all of them, or all but global pages'.
    public void flush(boolean global) {}

    public abstract long load8(long linear);

    public abstract long load16(long linear);

    public abstract long load32(long linear);

    public abstract long load64(long linear);

    public abstract void store8(long linear, long value);

    public abstract void store16(long linear, long value);

    public abstract void store32(long linear, long value);

    public abstract void store64(long linear, long value);

    /// Stores `value` if the memory still holds `expected`, in one step that no other vCPU sees the middle of.
    /// A full barrier. Faults as a store does.
    ///
    /// @return whether it was stored
    public abstract boolean compareAndSet(long linear, int width, long expected, long value);

    /// [#compareAndSet] of 128 bits.
    public final boolean compareAndSetPair(long linear, long expected, long expectedHigh, long value, long high) {
        checkStore(linear, 16);
        return listener.exclusively(() -> {
            boolean same = load64(linear) == expected && load64(linear + 8) == expectedHigh;
            if (same) {
                store64(linear, value);
                store64(linear + 8, high);
            }
            return same;
        });
    }

    /// The compare and set of values across two words, which hosts do not promise to be atomic.
    final boolean compareAndSetExclusively(long linear, int width, long expected, long value) {
        checkStore(linear, width / 8);
        return listener.exclusively(() -> {
            boolean same = ((load(linear, width) ^ expected) & -1L >>> 64 - width) == 0;
            if (same) {
                store(linear, width, value);
            }
            return same;
        });
    }

    /// Copies forward, `element` bytes at a time as MOVS does, as far as one plain page on either side allows.
    ///
    /// @return bytes copied, whole elements; 0 when the caller must go element by element
    public abstract int copy(long from, long to, int bytes, int element);

    /// Fills with elements of `element` bytes from `value`, as far as one plain page allows.
    ///
    /// @return bytes filled, whole elements; 0 when the caller must go element by element
    public abstract int fill(long to, int bytes, int element, long value);

    /// Faults as a store of `size` bytes would, without storing: for instructions that store more than 8 bytes,
    /// or that must not have changed anything else when the store faults.
    public abstract void checkStore(long linear, int size);

    /// Faults as a load of `size` bytes would, for instructions that load in pieces.
    public abstract void checkLoad(long linear, int size);

    /// One instruction byte; faults with the I bit of the error code where that applies.
    public abstract int fetch(long linear);

    /// Where an instruction byte really is: what code is told apart by when the same linear address changes its
    /// meaning.
    /// Faults as a fetch does.
    public abstract long codeAddress(long linear);

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

    /// Whether the fault being handled was raised here for an address that is not canonical. Asking resets it.
    public final boolean takeNotCanonical() {
        boolean was = notCanonical;
        notCanonical = false;
        return was;
    }

    /// The address that the last such fault was for.
    public final long notCanonicalAddress() {
        return notCanonicalAddress;
    }

    final GuestFault pageFault(long linear, long errorCode) {
        notCanonical = false;
        return fault.with(Vector.PF, errorCode, linear);
    }

    /// #GP(0); the loop makes #SS of it where the stack segment was used.
    final GuestFault notCanonical(long linear) {
        notCanonical = true;
        notCanonicalAddress = linear;
        return fault.with(Vector.GP, 0, 0);
    }

    static boolean isCanonical(long linear) {
        return linear << 16 >> 16 == linear;
    }

    private static final class Silent implements AccessListener {
        @Override
        public void watched(long linear, int size, boolean write) {}

        @Override
        public void codeStored(long code, int size) {}

        @Override
        public boolean exclusively(BooleanSupplier access) {
            return access.getAsBoolean();
        }
    }
}
