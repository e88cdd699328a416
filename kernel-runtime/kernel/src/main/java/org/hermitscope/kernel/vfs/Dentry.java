package org.hermitscope.kernel.vfs;

import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// A name in a directory and what it leads to. Open files and working directories hold one, so that they follow a
/// rename and know that their name is gone.
///
/// Names are strings whose characters are the bytes of the Linux name (ISO 8859-1), so that every name survives the
/// round trip, whatever its encoding; [GuestName] converts for display.
///
/// The links of a dentry change only under the lock of its file system.
public final class Dentry {
    private volatile @Nullable Dentry parent;
    private volatile String name;
    private final Inode inode;
    private volatile boolean removed;
    private volatile @Nullable Dentry mounted;
    private volatile @Nullable Dentry covered;

    public Dentry(@Nullable Dentry parent, String name, Inode inode) {
        this.parent = parent;
        this.name = name;
        this.inode = inode;
    }

    public Inode inode() {
        return inode;
    }

    public String name() {
        return name;
    }

    /// The directory that holds the name; null for the root of a file system and for files without a name.
    public @Nullable Dentry parent() {
        return parent;
    }

    /// The inode as a directory.
    public Directory directory() {
        if (inode instanceof Directory directory) {
            return directory;
        }
        throw Errno.ENOTDIR.raise();
    }

    /// Whether the name was taken out of its directory.
    public boolean removed() {
        return removed;
    }

    /// The root of the file system mounted here, if any.
    public @Nullable Dentry mounted() {
        return mounted;
    }

    /// For the root of a mounted file system: the dentry it is mounted on.
    public @Nullable Dentry covered() {
        return covered;
    }

    /// Follows a rename.
    public void move(Dentry directory, String to) {
        parent = directory;
        name = to;
        removed = false;
    }

    /// The name is gone; the parent stays known, so that `path (deleted)` can be shown.
    public void remove() {
        removed = true;
    }

    /// Mounts a file system's root here.
    public void mount(Dentry root) {
        root.covered = this;
        mounted = root;
    }

    /// Whether this is `other` or lies below it in the same file system.
    public boolean isWithin(Dentry other) {
        for (Dentry at = this; at != null; at = at.parent) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }

    /// The absolute path as the guest sees it from the root, with ` (deleted)` behind a name that is gone.
    public String path() {
        return path(null);
    }

    /// As [#path()], from a directory that `chroot` made the root.
    public String path(@Nullable Dentry root) {
        StringBuilder text = new StringBuilder();
        boolean gone = false;
        Dentry at = this;
        while (at != root) {
            gone |= at.removed;
            Dentry up = at.parent;
            if (up != null) {
                text.insert(0, at.name).insert(0, '/');
                at = up;
                continue;
            }
            Dentry below = at.covered;
            if (below == null) {
                break;
            }
            at = below;
        }
        if (text.isEmpty()) {
            text.append(at == this && at.parent == null && !at.name.isEmpty() ? at.name : "/");
        }
        return gone ? text.append(" (deleted)").toString() : text.toString();
    }
}
