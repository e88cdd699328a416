package org.hermitscope.x86.mmu;

import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;

/// Linear memory of an ordinary Linux program: a [Window], always accessed from ring 3.
public final class WindowMemory extends LinearMemory {
    private final Window window;
    private final HostMemory memory;
    private final HostMemory table;
    private final long size;

    public WindowMemory(Window window, GuestFault fault) {
        super(fault);
        this.window = window;
        this.memory = window.memory();
        this.table = window.table();
        this.size = window.size();
    }

    private boolean fast(long linear, int bytes, int bit) {
        return (linear & PAGE_MASK) <= 0x1000 - bytes
                && Long.compareUnsigned(linear, size) < 0
                && (table.getByte(linear >>> 12) & bit) != 0;
    }

    @Override
    public long load8(long linear) {
        if (Long.compareUnsigned(linear, size) < 0 && (table.getByte(linear >>> 12) & Window.FAST_READ) != 0) {
            return memory.getByte(linear) & 0xff;
        }
        return slowLoad(linear, 1);
    }

    @Override
    public long load16(long linear) {
        return fast(linear, 2, Window.FAST_READ) ? memory.getShort(linear) & 0xffff : slowLoad(linear, 2);
    }

    @Override
    public long load32(long linear) {
        return fast(linear, 4, Window.FAST_READ) ? memory.getInt(linear) & 0xffff_ffffL : slowLoad(linear, 4);
    }

    @Override
    public long load64(long linear) {
        return fast(linear, 8, Window.FAST_READ) ? memory.getLong(linear) : slowLoad(linear, 8);
    }

    @Override
    public void store8(long linear, long value) {
        if (Long.compareUnsigned(linear, size) < 0 && (table.getByte(linear >>> 12) & Window.FAST_WRITE) != 0) {
            memory.putByte(linear, (byte) value);
        } else {
            slowStore(linear, value, 1);
        }
    }

    @Override
    public void store16(long linear, long value) {
        if (fast(linear, 2, Window.FAST_WRITE)) {
            memory.putShort(linear, (short) value);
        } else {
            slowStore(linear, value, 2);
        }
    }

    @Override
    public void store32(long linear, long value) {
        if (fast(linear, 4, Window.FAST_WRITE)) {
            memory.putInt(linear, (int) value);
        } else {
            slowStore(linear, value, 4);
        }
    }

    @Override
    public void store64(long linear, long value) {
        if (fast(linear, 8, Window.FAST_WRITE)) {
            memory.putLong(linear, value);
        } else {
            slowStore(linear, value, 8);
        }
    }

    @Override
    public boolean compareAndSet(long linear, int width, long expected, long value) {
        int bytes = width / 8;
        if (!HostMemory.fitsWord(linear, bytes)) {
            return compareAndSetExclusively(linear, width, expected, value);
        }
        if (fast(linear, bytes, Window.FAST_WRITE)) {
            return memory.compareAndSet(linear, width, expected, value);
        }
        int attributes = check(linear, bytes, Protection.WRITE, WRITE);
        if ((attributes & Window.WATCH_WRITE) != 0) {
            listener.watched(linear, bytes, true);
        }
        boolean stored = memory.compareAndSet(linear, width, expected, value);
        if ((attributes & Window.CODE) != 0) {
            listener.codeStored(linear, bytes);
        }
        return stored;
    }

    @Override
    public int copy(long from, long to, int bytes, int element) {
        int count = Math.min(bytes, Math.min(left(from), left(to))) & -element;
        // Overlap with the destination ahead means that copied bytes are copied again: a pattern, not a move.
        if (count == 0
                || to - from > 0 && to - from < count
                || !fast(from, 1, Window.FAST_READ)
                || !fast(to, 1, Window.FAST_WRITE)) {
            return 0;
        }
        memory.copy(from, to, count);
        return count;
    }

    @Override
    public int fill(long to, int bytes, int element, long value) {
        int count = Math.min(bytes, left(to)) & -element;
        if (count == 0 || !fast(to, 1, Window.FAST_WRITE)) {
            return 0;
        }
        if (element == 1) {
            memory.fill(to, count, (byte) value);
        } else {
            for (int i = 0; i < count; i += element) {
                store(to + i, element * 8, value);
            }
        }
        return count;
    }

    /// Bytes from `linear` to the end of its page.
    private static int left(long linear) {
        return 0x1000 - (int) (linear & PAGE_MASK);
    }

    @Override
    public void checkStore(long linear, int bytes) {
        if (!fast(linear, bytes, Window.FAST_WRITE)) {
            check(linear, bytes, Protection.WRITE, WRITE);
        }
    }

    @Override
    public void checkLoad(long linear, int bytes) {
        if (!fast(linear, bytes, Window.FAST_READ)) {
            check(linear, bytes, Protection.READ, 0);
        }
    }

    @Override
    public int fetch(long linear) {
        check(linear, 1, Protection.EXEC, INSTRUCTION);
        return memory.getByte(linear) & 0xff;
    }

    @Override
    public long codeAddress(long linear) {
        check(linear, 1, Protection.EXEC, INSTRUCTION);
        return linear;
    }

    private long slowLoad(long linear, int bytes) {
        int attributes = check(linear, bytes, Protection.READ, 0);
        if ((attributes & Window.WATCH_READ) != 0) {
            listener.watched(linear, bytes, false);
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | memory.getByte(linear + i) & 0xff;
        }
        return value;
    }

    private void slowStore(long linear, long value, int bytes) {
        int attributes = check(linear, bytes, Protection.WRITE, WRITE);
        if ((attributes & Window.WATCH_WRITE) != 0) {
            listener.watched(linear, bytes, true);
        }
        for (int i = 0; i < bytes; i++) {
            memory.putByte(linear + i, (byte) (value >>> 8 * i));
        }
        if ((attributes & Window.CODE) != 0) {
            listener.codeStored(linear, bytes);
        }
    }

    /// Throws unless all pages of the access allow it.
    ///
    /// @param access bits of the error code that tell the access
    /// @return what is set in any of the pages' attributes
    private int check(long linear, int bytes, int wanted, int access) {
        long last = linear + bytes - 1;
        if (!isCanonical(linear) || !isCanonical(last)) {
            throw notCanonical(linear);
        }
        int attributes = checkPage(linear, wanted, access);
        if ((linear ^ last) >>> 12 != 0) {
            attributes |= checkPage(last & ~PAGE_MASK, wanted, access);
        }
        return attributes;
    }

    private int checkPage(long linear, int wanted, int access) {
        int attributes = window.attributes(linear);
        if ((attributes & wanted) == 0) {
            // The half above belongs to a kernel, whose pages a real processor finds present.
            boolean present = linear < 0 || (attributes & (Protection.READ | Protection.EXEC)) != 0;
            throw pageFault(linear, USER | access | (present ? PRESENT : 0));
        }
        return attributes;
    }
}
