package org.hermitscope.kernel.vfs;

import java.util.Arrays;
import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// File descriptors: small numbers, lowest free one first. [#get] takes no lock.
public final class DescriptorTable {
    private static final int INITIAL = 64;
    /// What a host process may have at most by default (fs.nr_open).
    private static final int ABSOLUTE_LIMIT = 1 << 20;

    private volatile @Nullable OpenFile[] files = new @Nullable OpenFile[INITIAL];
    private boolean[] closeOnExec = new boolean[INITIAL];
    private int lowestFree;
    private volatile int limit;

    /// @param limit RLIMIT_NOFILE, one above the largest number
    public DescriptorTable(int limit) {
        this.limit = limit;
    }

    /// Follows `setrlimit(RLIMIT_NOFILE)`. Open descriptors above the limit stay.
    public void setLimit(long newLimit) {
        limit = Math.clamp(newLimit, 0, ABSOLUTE_LIMIT);
    }

    public int limit() {
        return limit;
    }

    /// The open file of a descriptor. EBADF if there is none.
    public OpenFile get(int fd) {
        OpenFile file = find(fd);
        if (file == null) {
            throw Errno.EBADF.raise();
        }
        return file;
    }

    /// The open file of a descriptor, or null.
    public @Nullable OpenFile find(int fd) {
        @Nullable OpenFile[] table = files;
        return fd >= 0 && fd < table.length ? table[fd] : null;
    }

    /// Gives the file the lowest free descriptor. EMFILE at the limit; the file is then untouched.
    public int add(OpenFile file, boolean cloexec) {
        return addFrom(0, file, cloexec);
    }

    /// As [#add], with `minimum` as the lowest number. EINVAL when that is at or above the limit.
    public synchronized int addFrom(int minimum, OpenFile file, boolean cloexec) {
        if (minimum < 0 || minimum > 0 && minimum >= limit) {
            throw Errno.EINVAL.raise();
        }
        int fd = Math.max(minimum, lowestFree);
        while (fd < files.length && files[fd] != null) {
            fd++;
        }
        if (fd >= limit) {
            throw Errno.EMFILE.raise();
        }
        if (minimum <= lowestFree) {
            lowestFree = fd + 1;
        }
        put(fd, file, cloexec);
        return fd;
    }

    /// EMFILE unless one more descriptor fits: asked before a call makes something that would be in the way.
    public synchronized void requireRoom() {
        int fd = lowestFree;
        while (fd < files.length && files[fd] != null) {
            fd++;
        }
        lowestFree = fd;
        if (fd >= limit) {
            throw Errno.EMFILE.raise();
        }
    }

    /// One more than the largest descriptor that is or was open.
    public int capacity() {
        return files.length;
    }

    /// Makes `fd` lead to the file, closing what it led to (`dup2`). EBADF at or above the limit.
    public void set(int fd, OpenFile file, boolean cloexec) {
        OpenFile old;
        synchronized (this) {
            if (fd < 0 || fd >= limit) {
                throw Errno.EBADF.raise();
            }
            old = find(fd);
            put(fd, file, cloexec);
        }
        if (old != null) {
            forget(old);
        }
    }

    /// `close(2)`.
    public void close(int fd) {
        OpenFile old;
        synchronized (this) {
            old = get(fd);
            files[fd] = null;
            closeOnExec[fd] = false;
            lowestFree = Math.min(lowestFree, fd);
        }
        forget(old);
    }

    /// Closes every descriptor from `first` to `last`, both included.
    public void closeRange(int first, int last) {
        for (int fd = first, end = Math.min(last, files.length - 1); fd <= end; fd++) {
            if (find(fd) != null) {
                close(fd);
            }
        }
    }

    /// Closes all of them, at exit.
    public void closeAll() {
        closeRange(0, Integer.MAX_VALUE);
    }

    public synchronized boolean closeOnExec(int fd) {
        get(fd);
        return closeOnExec[fd];
    }

    public synchronized void setCloseOnExec(int fd, boolean value) {
        get(fd);
        closeOnExec[fd] = value;
    }

    /// The open descriptors in ascending order.
    public int[] open() {
        @Nullable OpenFile[] table = files;
        int[] found = new int[table.length];
        int count = 0;
        for (int fd = 0; fd < table.length; fd++) {
            if (table[fd] != null) {
                found[count++] = fd;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void put(int fd, OpenFile file, boolean cloexec) {
        if (fd >= files.length) {
            int size = Math.max(fd + 1, files.length * 2);
            closeOnExec = Arrays.copyOf(closeOnExec, size);
            files = Arrays.copyOf(files, size);
        }
        file.acquire();
        files[fd] = file;
        closeOnExec[fd] = cloexec;
    }

    private static void forget(OpenFile file) {
        FileLocks locks = file.inode().locksIfAny();
        if (locks != null) {
            locks.descriptorClosed();
        }
        file.release();
    }
}
