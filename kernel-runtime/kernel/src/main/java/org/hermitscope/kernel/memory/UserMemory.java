package org.hermitscope.kernel.memory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;

/// Guest memory as system calls see it: every access obeys the pages' permissions, brings in pages that are mapped but
/// not present, and fails with EFAULT where the guest itself would fault.
///
/// Any thread may use it; it keeps no state of its own.
public final class UserMemory {
    /// Longest path with its NUL, as in Linux's limits.h.
    public static final int PATH_MAX = 4096;
    /// Most elements of an iovec array.
    public static final int IOV_MAX = 1024;
    /// Most bytes one read or write moves.
    public static final int MAX_RW_COUNT = 0x7fff_f000;

    private static final int PAGE_MASK = HostMemory.PAGE_SIZE - 1;

    private final Window window;
    private final HostMemory memory;
    private final PageSupply pages;

    public UserMemory(Window window, PageSupply pages) {
        this.window = window;
        this.memory = window.memory();
        this.pages = pages;
    }

    public Window window() {
        return window;
    }

    /// Bytes from `address` on, at most `length`, that the guest could access so.
    ///
    /// @param wanted a sum of [Protection] bits
    public long accessible(long address, long length, int wanted) {
        long good = window.accessible(address, length, wanted);
        while (good < length && pages.supply(address + good, wanted)) {
            long more = window.accessible(address + good, length - good, wanted);
            if (more == 0) {
                break;
            }
            good += more;
        }
        return good;
    }

    /// Fails with EFAULT unless the guest could access all of the range.
    public void check(long address, long length, int wanted) {
        if (length > 0 && accessible(address, length, wanted) < length) {
            throw Errno.EFAULT.raise();
        }
    }

    /// Copies out of the guest: all of it or EFAULT.
    public void read(long address, byte[] to, int at, int length) {
        if (readUpTo(address, to, at, length) < length) {
            throw Errno.EFAULT.raise();
        }
    }

    /// Copies out of the guest up to the first unreadable page.
    ///
    /// @return bytes copied, 0 when the first is unreadable
    public int readUpTo(long address, byte[] to, int at, int length) {
        int good = (int) accessible(address, length, Protection.READ);
        if (good > 0) {
            memory.get(address, to, at, good);
        }
        return good;
    }

    /// A fresh copy of guest bytes.
    public byte[] read(long address, int length) {
        check(address, length, Protection.READ);
        byte[] bytes = new byte[length];
        read(address, bytes, 0, length);
        return bytes;
    }

    /// Copies into the guest: all of it, or EFAULT with nothing written.
    public void write(long address, byte[] from, int at, int length) {
        check(address, length, Protection.WRITE);
        if (length > 0) {
            window.poke(address, from, at, length);
        }
    }

    /// Copies into the guest up to the first page that is not writable.
    ///
    /// @return bytes copied, 0 when the first is not writable
    public int writeUpTo(long address, byte[] from, int at, int length) {
        int good = (int) accessible(address, length, Protection.WRITE);
        if (good > 0) {
            window.poke(address, from, at, good);
        }
        return good;
    }

    /// Writes zeros.
    public void clear(long address, long length) {
        check(address, length, Protection.WRITE);
        if (length > 0) {
            memory.fill(address, length, (byte) 0);
            window.written(address, length);
        }
    }

    public int getByte(long address) {
        ready(address, 1, Protection.READ);
        return memory.getByte(address) & 0xff;
    }

    public int getShort(long address) {
        ready(address, 2, Protection.READ);
        return memory.getShort(address) & 0xffff;
    }

    public int getInt(long address) {
        ready(address, 4, Protection.READ);
        return memory.getInt(address);
    }

    public long getLong(long address) {
        ready(address, 8, Protection.READ);
        return memory.getLong(address);
    }

    public void putByte(long address, int value) {
        ready(address, 1, Protection.WRITE);
        memory.putByte(address, (byte) value);
        window.written(address, 1);
    }

    public void putShort(long address, int value) {
        ready(address, 2, Protection.WRITE);
        memory.putShort(address, (short) value);
        window.written(address, 2);
    }

    public void putInt(long address, int value) {
        ready(address, 4, Protection.WRITE);
        memory.putInt(address, value);
        window.written(address, 4);
    }

    public void putLong(long address, long value) {
        ready(address, 8, Protection.WRITE);
        memory.putLong(address, value);
        window.written(address, 8);
    }

    /// Reads an aligned 32-bit word as other vCPUs see it.
    public int getIntVolatile(long address) {
        ready(address, 4, Protection.READ);
        return memory.getIntVolatile(address);
    }

    /// Atomic compare and set of an aligned 32-bit word.
    public boolean compareAndSetInt(long address, int expected, int value) {
        ready(address, 4, Protection.WRITE);
        boolean done = memory.compareAndSetInt(address, expected, value);
        window.written(address, 4);
        return done;
    }

    /// The bytes of a NUL-terminated string, without the NUL.
    ///
    /// @param limit bytes with the NUL
    /// @throws org.hermitscope.kernel.abi.SyscallException EFAULT, or ENAMETOOLONG without a NUL inside the limit
    public byte[] cString(long address, int limit) {
        byte[] bytes = new byte[Math.min(limit, 64)];
        int length = 0;
        while (length < limit) {
            // Up to the page's end at a time, so that a string just before a bad page is read.
            int step = Math.min(
                    Math.min(bytes.length - length, limit - length),
                    HostMemory.PAGE_SIZE - (int) (address + length & PAGE_MASK));
            read(address + length, bytes, length, step);
            for (int i = length; i < length + step; i++) {
                if (bytes[i] == 0) {
                    return Arrays.copyOf(bytes, i);
                }
            }
            length += step;
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 4L * length));
            }
        }
        throw Errno.ENAMETOOLONG.raise();
    }

    /// A NUL-terminated string with a char for each byte (ISO 8859-1), so that nothing is lost whatever its encoding.
    public String string(long address, int limit) {
        return new String(cString(address, limit), StandardCharsets.ISO_8859_1);
    }

    /// A path argument: at most [#PATH_MAX] bytes, a char for each byte.
    public String path(long address) {
        return string(address, PATH_MAX);
    }

    /// Reads an iovec array: element i is `{address, length}` at `2 * i`. Lengths are cut so that their sum stays
    /// within [#MAX_RW_COUNT], as Linux does.
    ///
    /// @param count elements
    /// @throws org.hermitscope.kernel.abi.SyscallException EFAULT, or EINVAL for a count above [#IOV_MAX] or a
    ///     negative length
    public long[] iovec(long address, long count) {
        if (count < 0 || count > IOV_MAX) {
            throw Errno.EINVAL.raise();
        }
        int words = (int) count * 2;
        check(address, words * 8L, Protection.READ);
        long[] vector = new long[words];
        long left = MAX_RW_COUNT;
        for (int i = 0; i < words; i += 2) {
            vector[i] = memory.getLong(address + i * 8L);
            long length = memory.getLong(address + i * 8L + 8);
            if (length < 0) {
                throw Errno.EINVAL.raise();
            }
            vector[i + 1] = Math.min(length, left);
            left -= vector[i + 1];
        }
        return vector;
    }

    private void ready(long address, int size, int wanted) {
        if ((window.attributes(address) & wanted) != wanted || (address & PAGE_MASK) + size > HostMemory.PAGE_SIZE) {
            check(address, size, wanted);
        }
    }
}
