package org.hermitscope.kernel.vfs;

import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// An inode with names in it. `self` is always the dentry of this directory; names are single components other than
/// `.` and `..`, at most [GuestName#NAME_MAX] bytes. Directories that can't be changed keep the defaults.
public abstract class Directory extends Inode {
    protected Directory(FileSystem fileSystem) {
        super(fileSystem);
    }

    @Override
    public final int type() {
        return Mode.DIRECTORY;
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        return new DirectoryFile(dentry, flags);
    }

    /// Whether `who` may look names up here.
    public boolean permitsSearch(Credentials who) {
        return permits(who, 1);
    }

    /// The entry called `name`, or null.
    public abstract @Nullable Dentry lookup(Dentry self, String name);

    /// All names, without `.` and `..`, in the order they are shown.
    public abstract List<DirectoryEntry> list(Dentry self);

    /// Makes an empty regular file. EEXIST when the name is taken.
    public Dentry create(Dentry self, String name, int permissions, Credentials owner) {
        throw Errno.EACCES.raise();
    }

    /// Makes a directory. EEXIST when the name is taken.
    public Dentry makeDirectory(Dentry self, String name, int permissions, Credentials owner) {
        throw Errno.EACCES.raise();
    }

    /// Makes a symbolic link. EEXIST when the name is taken.
    public Dentry makeSymlink(Dentry self, String name, String target, Credentials owner) {
        throw Errno.EACCES.raise();
    }

    /// Makes a FIFO, socket or device node. EEXIST when the name is taken.
    public Dentry makeNode(Dentry self, String name, int mode, long device, Credentials owner) {
        throw Errno.EPERM.raise();
    }

    /// Makes a regular file without a name (`O_TMPFILE`).
    public Dentry createUnnamed(Dentry self, int permissions, Credentials owner) {
        throw Errno.EOPNOTSUPP.raise();
    }

    /// Gives an existing file of the same file system another name.
    public void link(Dentry self, String name, Dentry existing) {
        throw Errno.EACCES.raise();
    }

    /// Takes away the name of something that is no directory.
    public void unlink(Dentry self, Dentry entry) {
        throw Errno.EACCES.raise();
    }

    /// Removes an empty directory.
    public void removeDirectory(Dentry self, Dentry entry) {
        throw Errno.EACCES.raise();
    }

    /// Moves an entry of this directory to `to` in `target`, a directory of the same file system, replacing what is
    /// there. Types fit and nothing moves into itself: the caller saw to that.
    ///
    /// @param replaced what the new name leads to at present, or null
    public void rename(Dentry self, Dentry entry, Dentry target, String to, @Nullable Dentry replaced) {
        throw Errno.EACCES.raise();
    }

    /// Swaps two entries (`RENAME_EXCHANGE`).
    public void exchange(Dentry self, Dentry entry, Dentry target, Dentry other) {
        throw Errno.EINVAL.raise();
    }
}
