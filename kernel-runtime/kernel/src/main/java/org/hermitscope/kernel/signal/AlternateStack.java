package org.hermitscope.kernel.signal;

/// The stack that sigaltstack(2) sets for handlers with SA_ONSTACK.
///
/// @param base lowest address
/// @param size bytes, 0 when there is none
/// @param flags as set: 0 or [#ONSTACK], with or without [#AUTODISARM]; [#DISABLE] when there is none
public record AlternateStack(long base, long size, int flags) {
    public static final int ONSTACK = 1;
    public static final int DISABLE = 2;
    public static final int AUTODISARM = 0x8000_0000;
    /// Smallest size accepted.
    public static final int MINIMUM = 2048;

    public static final AlternateStack NONE = new AlternateStack(0, 0, DISABLE);

    /// Whether the stack pointer is on it. With AUTODISARM it never counts as in use.
    public boolean holds(long rsp) {
        return (flags & AUTODISARM) == 0 && rsp > base && rsp - base <= size;
    }

    /// ss_flags as the guest reads them.
    public int flagsAt(long rsp) {
        int mode = size == 0 ? DISABLE : holds(rsp) ? ONSTACK : 0;
        return mode | flags & AUTODISARM;
    }
}
