package org.hermitscope.kernel.vfs;

import java.util.Arrays;
import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// A file, directory, link or device, apart from its names.
public abstract class Inode {
    private static final SharedMapping[] NO_MAPPINGS = {};

    private final FileSystem fileSystem;
    private volatile SharedMapping[] mappings = NO_MAPPINGS;
    private @Nullable FileLocks locks;

    protected Inode(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    public final FileSystem fileSystem() {
        return fileSystem;
    }

    /// The type bits of the mode ([Mode]).
    public abstract int type();

    /// Everything that `stat(2)` shows.
    public abstract Stat stat();

    /// Makes an open file of it. Directories, links and existence were dealt with by the caller.
    ///
    /// @param dentry the name it was reached by
    /// @param flags of `open(2)`; CREAT and EXCL have been obeyed, TRUNC has not
    public abstract OpenFile open(Dentry dentry, int flags);

    /// Whether `who` may do all of `wanted` (4 read, 2 write, 1 execute or search).
    public boolean permits(Credentials who, int wanted) {
        Stat stat = stat();
        return who.permits(stat.mode(), stat.uid(), stat.gid(), wanted);
    }

    /// The text of a symbolic link.
    public String readLink() {
        throw Errno.EINVAL.raise();
    }

    /// Where a link of /proc leads without its text being walked; null for every ordinary link.
    public @Nullable Dentry magicTarget() {
        return null;
    }

    /// Sets the permission bits.
    public void setMode(int permissions) {
        throw Errno.EPERM.raise();
    }

    /// Sets owner and group; -1 leaves one as it is.
    public void setOwner(int uid, int gid) {
        throw Errno.EPERM.raise();
    }

    /// Sets access and modification time in nanoseconds since 1970; null leaves one as it is.
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        throw Errno.EPERM.raise();
    }

    /// Cuts or extends a file that need not be open.
    public void truncate(long size) {
        throw Errno.EINVAL.raise();
    }

    /// The locks on this file, made when first needed.
    public final synchronized FileLocks locks() {
        FileLocks existing = locks;
        if (existing == null) {
            existing = new FileLocks();
            locks = existing;
        }
        return existing;
    }

    /// The locks on this file, or null when it never had any.
    public final synchronized @Nullable FileLocks locksIfAny() {
        return locks;
    }

    /// Ranges of this file that guest memory shares; reads and writes look through them.
    public final SharedMapping[] mappings() {
        return mappings;
    }

    public final synchronized void addMapping(SharedMapping mapping) {
        SharedMapping[] grown = Arrays.copyOf(mappings, mappings.length + 1);
        grown[mappings.length] = mapping;
        mappings = grown;
    }

    public final synchronized void removeMapping(SharedMapping mapping) {
        int kept = 0;
        SharedMapping[] left = new SharedMapping[mappings.length];
        for (SharedMapping each : mappings) {
            if (!each.equals(mapping)) {
                left[kept++] = each;
            }
        }
        mappings = Arrays.copyOf(left, kept);
    }
}
