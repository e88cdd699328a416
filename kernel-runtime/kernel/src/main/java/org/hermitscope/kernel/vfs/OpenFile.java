package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// A file description: what `open` makes, `dup` shares and the last `close` ends. It holds the access mode, the status
/// flags and the position.
///
/// Transfers move as many bytes as the buffer has remaining, or fewer, and never wait: when nothing can move they
/// return [#WOULD_BLOCK] and the caller decides between EAGAIN and waiting on [#waitQueue]. Access modes are the
/// caller's to check. Errors are [Errno]s.
public abstract class OpenFile {
    /// Nothing to read, or no room to write, for now.
    public static final int WOULD_BLOCK = -1;

    public static final int SEEK_SET = 0;
    public static final int SEEK_CUR = 1;
    public static final int SEEK_END = 2;
    public static final int SEEK_DATA = 3;
    public static final int SEEK_HOLE = 4;

    private final Dentry dentry;
    private final AtomicInteger descriptors = new AtomicInteger();
    private volatile int flags;

    protected OpenFile(Dentry dentry, int flags) {
        this.dentry = dentry;
        this.flags = flags & OpenFlags.KEPT;
    }

    /// The name it was opened by.
    public final Dentry dentry() {
        return dentry;
    }

    public final Inode inode() {
        return dentry.inode();
    }

    /// What `F_GETFL` answers.
    public final int flags() {
        return flags;
    }

    /// What `F_SETFL` does: only [OpenFlags#SETTABLE] bits change.
    public final void setStatusFlags(int wanted) {
        flags = flags & ~OpenFlags.SETTABLE | wanted & OpenFlags.SETTABLE;
    }

    public final boolean nonBlocking() {
        return (flags & OpenFlags.NONBLOCK) != 0;
    }

    public final boolean readable() {
        return OpenFlags.reads(flags);
    }

    public final boolean writable() {
        return OpenFlags.writes(flags);
    }

    /// Reads at the position and moves it.
    ///
    /// @return bytes read, 0 at the end, or [#WOULD_BLOCK]
    public abstract int read(ByteBuffer to);

    /// Writes at the position and moves it.
    ///
    /// @return bytes written, or [#WOULD_BLOCK]
    public abstract int write(ByteBuffer from);

    /// Reads at an offset; the position stays. ESPIPE where there are no positions.
    public int readAt(ByteBuffer to, long offset) {
        throw Errno.ESPIPE.raise();
    }

    /// Writes at an offset; the position stays. ESPIPE where there are no positions.
    public int writeAt(ByteBuffer from, long offset) {
        throw Errno.ESPIPE.raise();
    }

    /// Moves the position.
    ///
    /// @return the new position
    public long seek(long offset, int whence) {
        throw Errno.ESPIPE.raise();
    }

    /// Whether [#readAt], [#writeAt] and [#seek] mean something here.
    public boolean seekable() {
        return false;
    }

    /// Whether a transfer may be split at a page the guest may not touch (files), or fails as a whole (pipes).
    public boolean splitsAtFaults() {
        return seekable();
    }

    /// Lists directory entries in the format of `getdents64`, or of `getdents` when `old`.
    ///
    /// @return bytes stored, 0 at the end
    public int list(ByteBuffer to, boolean old) {
        throw Errno.ENOTDIR.raise();
    }

    /// Events that hold right now ([PollEvents]).
    public int ready() {
        return PollEvents.ALWAYS;
    }

    /// Who to tell when [#ready] changes; null for files that are always ready.
    public @Nullable WaitQueue waitQueue() {
        return null;
    }

    /// Whether opening is complete; a FIFO waits for its other end.
    public boolean opened() {
        return true;
    }

    /// Answers an `ioctl` with file-specific meaning.
    ///
    /// @param argument where the guest's argument lies, or the argument itself
    /// @return the result, not negative
    public long ioctl(int request, long argument, IoctlMemory memory) {
        throw Errno.ENOTTY.raise();
    }

    public Stat stat() {
        return inode().stat();
    }

    /// Cuts or extends it.
    public void truncate(long size) {
        throw Errno.EINVAL.raise();
    }

    /// `fallocate(2)` with its own mode bits.
    public void allocate(int mode, long offset, long length) {
        throw Errno.ENODEV.raise();
    }

    /// Makes contents durable.
    ///
    /// @param metadata whether times and the like must be as well
    public void sync(boolean metadata) {
        throw Errno.EINVAL.raise();
    }

    /// One more descriptor leads here.
    public final void acquire() {
        descriptors.incrementAndGet();
    }

    /// One descriptor fewer; the last one closes.
    public final void release() {
        if (descriptors.decrementAndGet() == 0) {
            FileLocks locks = inode().locksIfAny();
            if (locks != null) {
                locks.releaseOwnedBy(this);
            }
            closed();
        }
    }

    /// Whether a descriptor, or a mapping, still leads here.
    public final boolean isOpen() {
        return descriptors.get() > 0;
    }

    /// The last descriptor is gone.
    protected void closed() {}
}
