package org.hermitscope.kernel.vfs.memory;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileData;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.kernel.vfs.SharedMapping;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A regular file of a tmpfs. Its memory is given back when the last name and the last open file are gone.
public final class MemoryFile extends Inode implements FileData {
    private static final int SECTORS_PER_PAGE = MemoryFileSystem.PAGE / 512;

    private final MemoryAttributes attributes;
    private final MemoryPages pages;
    private int openFiles;
    /// Only a memfd made for it can be sealed (man 2 memfd_create).
    private int seals = Seals.SEAL;
    private boolean firstLinkAllowed;

    MemoryFile(MemoryFileSystem fileSystem, int permissions, Credentials owner) {
        super(fileSystem);
        this.attributes = new MemoryAttributes(fileSystem, Mode.REGULAR | permissions, owner);
        this.pages = new MemoryPages(fileSystem);
    }

    /// A file that never had a name (`memfd_create`), with a dentry of its own.
    public static Dentry unnamed(FileSystem fileSystem, String shownName, int permissions, Credentials owner) {
        MemoryFile file = new MemoryFile((MemoryFileSystem) fileSystem, permissions, owner);
        file.attributes.addLinks(-1);
        Dentry dentry = new Dentry(null, shownName, file);
        dentry.remove();
        return dentry;
    }

    /// The seals of a memfd, a sum of [Seals] bits.
    public synchronized int seals() {
        return seals;
    }

    /// Lets seals be added.
    public synchronized void allowSeals() {
        seals = 0;
    }

    /// `F_ADD_SEALS`.
    public void addSeals(int wanted) {
        if ((wanted & ~Seals.ALL) != 0) {
            throw Errno.EINVAL.raise();
        }
        boolean writing = false;
        for (SharedMapping mapping : mappings()) {
            writing |= mapping.writable();
        }
        synchronized (this) {
            if ((seals & Seals.SEAL) != 0) {
                throw Errno.EPERM.raise();
            }
            if ((wanted & Seals.WRITE) != 0 && (seals & Seals.WRITE) == 0 && writing) {
                throw Errno.EBUSY.raise();
            }
            seals |= wanted;
        }
    }

    @Override
    public boolean mayMapWritable() {
        return (seals() & (Seals.WRITE | Seals.FUTURE_WRITE)) == 0;
    }

    private void requireUnsealed(int forbidding) {
        if ((seals & forbidding) != 0) {
            throw Errno.EPERM.raise();
        }
    }

    MemoryAttributes attributes() {
        return attributes;
    }

    /// A file made by `O_TMPFILE` may get a name; one that lost its last name may not.
    void allowFirstLink() {
        firstLinkAllowed = true;
    }

    boolean linkable() {
        return firstLinkAllowed || attributes.links() > 0;
    }

    @Override
    public int type() {
        return Mode.REGULAR;
    }

    @Override
    public synchronized Stat stat() {
        return attributes.stat(pages.size(), pages.count() * SECTORS_PER_PAGE, 0);
    }

    @Override
    public boolean permits(Credentials who, int wanted) {
        return attributes.permits(who, wanted);
    }

    @Override
    public synchronized OpenFile open(Dentry dentry, int flags) {
        openFiles++;
        return new RegularFile(dentry, flags, this);
    }

    @Override
    public void setMode(int permissions) {
        attributes.setMode(permissions);
    }

    @Override
    public void setOwner(int uid, int gid) {
        attributes.setOwner(uid, gid);
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        attributes.setTimes(accessed, modified);
    }

    @Override
    public synchronized int read(ByteBuffer to, long offset) {
        return pages.read(to, offset);
    }

    @Override
    public synchronized int write(ByteBuffer from, long offset) {
        if (seals > Seals.SEAL) {
            requireUnsealed(Seals.WRITE | Seals.FUTURE_WRITE);
            requireUnsealed(offset + from.remaining() > pages.size() ? Seals.GROW : 0);
        }
        return writeBack(from, offset);
    }

    @Override
    public synchronized int writeBack(ByteBuffer from, long offset) {
        int count = pages.write(from, offset);
        attributes.touch();
        return count;
    }

    @Override
    public synchronized long append(ByteBuffer from) {
        write(from, pages.size());
        return pages.size();
    }

    @Override
    public synchronized long size() {
        return pages.size();
    }

    @Override
    public void truncate(long size) {
        synchronized (this) {
            requireUnsealed(size > pages.size() ? Seals.GROW : size < pages.size() ? Seals.SHRINK : 0);
            pages.resize(size);
            attributes.touch();
        }
        for (SharedMapping mapping : mappings()) {
            mapping.truncated(size);
        }
    }

    @Override
    public synchronized void allocate(int mode, long offset, long length) {
        long end = offset + length;
        boolean keepSize = (mode & RegularFile.KEEP_SIZE) != 0;
        requireUnsealed(
                (mode & (RegularFile.PUNCH_HOLE | RegularFile.ZERO_RANGE)) != 0 ? Seals.WRITE | Seals.FUTURE_WRITE : 0);
        requireUnsealed(!keepSize && end > pages.size() ? Seals.GROW : 0);
        if ((mode & RegularFile.PUNCH_HOLE) != 0) {
            pages.clear(offset, Math.min(end, pages.size()), true);
        } else {
            if ((mode & RegularFile.ZERO_RANGE) != 0) {
                pages.clear(offset, Math.min(end, pages.size()), false);
            }
            pages.reserve(offset, end);
            if (!keepSize && end > pages.size()) {
                pages.resize(end);
            }
        }
        attributes.touch();
    }

    @Override
    public synchronized long nextData(long offset) {
        return pages.nextData(offset);
    }

    @Override
    public synchronized long nextHole(long offset) {
        return pages.nextHole(offset);
    }

    @Override
    public void sync(boolean metadata) {
        // Memory is as durable as it gets.
    }

    @Override
    public synchronized void close() {
        openFiles--;
        freeIfUnused();
    }

    synchronized void dropLink() {
        attributes.addLinks(-1);
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (openFiles == 0 && attributes.links() == 0 && mappings().length == 0) {
            pages.free();
        }
    }

    /// Refuses sizes that no array of pages can index.
    static void requireIndexable(long size) {
        if (size > MemoryPages.MAX_SIZE) {
            throw Errno.EFBIG.raise();
        }
    }
}
