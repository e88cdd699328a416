package org.hermitscope.machine;

import java.lang.invoke.VarHandle;

/// The address space of an ordinary Linux program: one reserved host range in which a guest virtual address
/// *is* the offset, with a byte of permissions for each page in place of page tables and a TLB.
///
/// Its kernel chooses every address, so the window can be far smaller than 2^47: 2^40 bytes hold what C
/// libraries and Go ask for. Pages begin inaccessible.
///
/// The permission byte carries what the page allows ([Protection]) and what the engines' fast paths may assume:
/// [#FAST_READ] and [#FAST_WRITE] are set only where an access needs no second look, so that watchpoints and
/// self-modifying code cost nothing on other pages.
///
/// Threads: permission changes and the copy methods may run on any thread; engines read the table without a
/// lock.
public final class Window implements AutoCloseable {
    /// A read needs no further check.
    public static final int FAST_READ = 8;
    /// A write needs no further check.
    public static final int FAST_WRITE = 16;
    /// An engine has decoded instructions of this page.
    public static final int CODE = 32;
    /// A watchpoint looks at reads of this page.
    public static final int WATCH_READ = 64;
    /// A watchpoint looks at writes to this page.
    public static final int WATCH_WRITE = 128;

    private static final int PAGE_SHIFT = 12;
    private static final int PROTECTION_MASK = Protection.READ | Protection.WRITE | Protection.EXEC;
    private static final int ATTRIBUTE_MASK = CODE | WATCH_READ | WATCH_WRITE;

    private final HostMemory memory;
    private final HostMemory table;
    private final long size;
    private CodeListener[] listeners = {};

    /// Reserves the window and its table.
    ///
    /// @param size bytes, a multiple of 16 MiB (so that the permission table is whole pages)
    public Window(long size) {
        if (size <= 0 || size % ((long) HostMemory.PAGE_SIZE << PAGE_SHIFT) != 0) {
            throw new IllegalArgumentException("not a positive multiple of 16 MiB: " + size);
        }
        this.size = size;
        this.memory = HostMemory.reserve(size);
        this.table = HostMemory.reserve(size >>> PAGE_SHIFT);
    }

    /// Bytes of guest address space; every valid guest address is below.
    public long size() {
        return size;
    }

    /// The bytes themselves. Writers outside an engine use [#write] or [#poke], which tell the engines about
    /// code.
    public HostMemory memory() {
        return memory;
    }

    /// One byte for each page, indexed by `linear >>> 12`, for the engines' fast paths.
    public HostMemory table() {
        return table;
    }

    public void addListener(CodeListener listener) {
        CodeListener[] grown = java.util.Arrays.copyOf(listeners, listeners.length + 1);
        grown[listeners.length] = listener;
        listeners = grown;
    }

    /// The permission byte of the page that holds `linear`; 0 outside the window.
    public int attributes(long linear) {
        return Long.compareUnsigned(linear, size) < 0 ? table.getByte(linear >>> PAGE_SHIFT) & 0xff : 0;
    }

    /// What the page that holds `linear` allows: a sum of [Protection] bits.
    public int protection(long linear) {
        return attributes(linear) & PROTECTION_MASK;
    }

    /// Sets what whole pages allow. Contents stay.
    ///
    /// @param start a page boundary inside the window
    /// @param length bytes, whole pages inside the window
    /// @param protection a sum of [Protection] bits
    public void protect(long start, long length, int protection) {
        int wanted = protection == Protection.NONE ? 0 : protection | Protection.READ;
        int old = setProtection(start, length, wanted);
        if ((old & CODE) != 0) {
            tellListeners(start, length);
        }
        if ((old & PROTECTION_MASK & ~wanted) != 0) {
            for (CodeListener listener : listeners) {
                listener.rightsTaken();
            }
        }
    }

    /// @return what was set in any of the pages' attributes
    private synchronized int setProtection(long start, long length, int wanted) {
        int seen = 0;
        for (long page = start >>> PAGE_SHIFT, end = (start + length) >>> PAGE_SHIFT; page < end; page++) {
            int old = table.getByte(page);
            seen |= old;
            table.putByte(page, withFastBits(old & (WATCH_READ | WATCH_WRITE) | wanted));
        }
        return seen;
    }

    /// Makes whole pages read as zero and gives their memory back; permissions stay.
    public void discard(long start, long length) {
        boolean code = anyCode(start, length);
        memory.discard(start, length);
        if (code) {
            tellListeners(start, length);
        }
    }

    /// Marks a page as holding decoded instructions, so that writes to it take the slow path.
    public synchronized void markCode(long linear) {
        long page = linear >>> PAGE_SHIFT;
        table.putByte(page, withFastBits(table.getByte(page) | CODE));
    }

    /// Takes the mark of [#markCode] back.
    public synchronized void clearCode(long linear) {
        long page = linear >>> PAGE_SHIFT;
        table.putByte(page, withFastBits(table.getByte(page) & ~CODE));
    }

    /// Sets which accesses to a page watchpoints look at.
    ///
    /// @param kinds a sum of [#WATCH_READ] and [#WATCH_WRITE], 0 for none
    public synchronized void watch(long linear, int kinds) {
        long page = linear >>> PAGE_SHIFT;
        table.putByte(page, withFastBits(table.getByte(page) & ~(WATCH_READ | WATCH_WRITE) | kinds));
    }

    /// Bytes from `linear` on, at most `length`, whose pages all have the `wanted` [Protection] bits.
    public long accessible(long linear, long length, int wanted) {
        if (length <= 0 || Long.compareUnsigned(linear, size) >= 0) {
            return 0;
        }
        long end = Math.min(length, size - linear);
        long good = 0;
        while (good < end && (protection(linear + good) & wanted) == wanted) {
            good += HostMemory.PAGE_SIZE - ((linear + good) & (HostMemory.PAGE_SIZE - 1));
        }
        return Math.min(good, end);
    }

    /// Copies guest memory out as the guest itself could read it.
    ///
    /// @return bytes copied: `length`, or fewer when an unreadable page comes first
    public int read(long linear, byte[] to, int at, int length) {
        int good = (int) accessible(linear, length, Protection.READ);
        if (good > 0) {
            memory.get(linear, to, at, good);
        }
        return good;
    }

    /// Copies into guest memory as the guest itself could write it.
    ///
    /// @return bytes copied: `length`, or fewer when a page that is not writable comes first
    public int write(long linear, byte[] from, int at, int length) {
        int good = (int) accessible(linear, length, Protection.WRITE);
        if (good > 0) {
            poke(linear, from, at, good);
        }
        return good;
    }

    /// Copies into guest memory whatever the pages allow, as a debugger or a loader does.
    /// Precondition: the range is inside the window.
    public void poke(long linear, byte[] from, int at, int length) {
        memory.put(linear, from, at, length);
        written(linear, length);
    }

    /// Tells the engines that `length` bytes were stored through [#memory] by someone else than themselves.
    public void written(long linear, long length) {
        // An engine marks a page and then reads it; here it is the other way round.
        VarHandle.fullFence();
        if (anyCode(linear, length)) {
            tellListeners(linear, length);
        }
    }

    @Override
    public void close() {
        memory.close();
        table.close();
    }

    private boolean anyCode(long start, long length) {
        for (long page = start >>> PAGE_SHIFT, last = (start + length - 1) >>> PAGE_SHIFT; page <= last; page++) {
            if ((table.getByte(page) & CODE) != 0) {
                return true;
            }
        }
        return false;
    }

    private void tellListeners(long start, long length) {
        for (CodeListener listener : listeners) {
            listener.codeChanged(start, length);
        }
    }

    private static byte withFastBits(int attributes) {
        int kept = attributes & (PROTECTION_MASK | ATTRIBUTE_MASK);
        if ((kept & (Protection.READ | WATCH_READ)) == Protection.READ) {
            kept |= FAST_READ;
        }
        if ((kept & (Protection.WRITE | WATCH_WRITE | CODE)) == Protection.WRITE) {
            kept |= FAST_WRITE;
        }
        return (byte) kept;
    }
}
