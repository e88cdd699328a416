package org.hermitscope.kernel.vfs.memory;

import java.util.concurrent.atomic.AtomicLong;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.FileSystemStat;
import org.hermitscope.machine.Clock;

/// A tmpfs: files in the JVM's heap. Its names change under its own lock, each file's contents under the file's.
public final class MemoryFileSystem extends FileSystem {
    /// Bytes of the unit in which memory is taken.
    static final int PAGE = 4096;

    private static final long MAGIC = 0x01021994;

    private final Clock clock;
    private final long pageLimit;
    private final AtomicLong pagesUsed = new AtomicLong();
    private final AtomicLong nextInode = new AtomicLong(1);
    private final Dentry root;

    /// @param device number that `stat` shows
    /// @param limit bytes of contents it may hold
    /// @param rootMode permissions of its root
    /// @param owner of its root
    public MemoryFileSystem(long device, boolean readOnly, long limit, Clock clock, int rootMode, Credentials owner) {
        super(device, readOnly);
        this.clock = clock;
        this.pageLimit = limit / PAGE;
        this.root = new Dentry(null, "", new MemoryDirectory(this, rootMode, owner));
    }

    public Dentry root() {
        return root;
    }

    @Override
    public String type() {
        return "tmpfs";
    }

    @Override
    public String source() {
        return "tmpfs";
    }

    @Override
    public FileSystemStat stat() {
        long free = Math.max(0, pageLimit - pagesUsed.get());
        return new FileSystemStat(
                MAGIC, PAGE, pageLimit, free, free, pageLimit, Math.max(0, pageLimit - nextInode.get()), readOnly());
    }

    long now() {
        return clock.realtimeNanos();
    }

    long newInodeNumber() {
        return nextInode.getAndIncrement();
    }

    /// Takes pages of the limit; ENOSPC when it is reached.
    void charge(long pages) {
        if (pagesUsed.addAndGet(pages) > pageLimit) {
            pagesUsed.addAndGet(-pages);
            throw Errno.ENOSPC.raise();
        }
    }

    void release(long pages) {
        pagesUsed.addAndGet(-pages);
    }
}
