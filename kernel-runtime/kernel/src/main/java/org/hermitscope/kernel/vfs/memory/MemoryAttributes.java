package org.hermitscope.kernel.vfs.memory;

import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// What every inode of a tmpfs has: number, mode, owner, times and a count of names.
final class MemoryAttributes {
    private static final int GROUP_EXECUTE = 010;

    private final MemoryFileSystem fileSystem;
    private final long inode;
    private final long born;
    private int mode;
    private int links = 1;
    private int uid;
    private int gid;
    private long accessed;
    private long modified;
    private long changed;

    MemoryAttributes(MemoryFileSystem fileSystem, int mode, Credentials owner) {
        this.fileSystem = fileSystem;
        this.inode = fileSystem.newInodeNumber();
        this.mode = mode;
        this.uid = owner.uid();
        this.gid = owner.gid();
        this.born = fileSystem.now();
        this.accessed = born;
        this.modified = born;
        this.changed = born;
    }

    long inode() {
        return inode;
    }

    synchronized Stat stat(long size, long blocks, long represented) {
        return new Stat(
                fileSystem.device(),
                inode,
                mode,
                links,
                uid,
                gid,
                represented,
                size,
                blocks,
                accessed,
                modified,
                changed,
                born);
    }

    synchronized boolean permits(Credentials who, int wanted) {
        return who.permits(mode, uid, gid, wanted);
    }

    synchronized int links() {
        return links;
    }

    synchronized void addLinks(int count) {
        links += count;
        changed = fileSystem.now();
    }

    synchronized void setMode(int permissions) {
        mode = mode & Mode.TYPE | permissions & Mode.PERMISSIONS;
        changed = fileSystem.now();
    }

    synchronized void setOwner(int newUid, int newGid) {
        if (newUid != -1) {
            uid = newUid;
        }
        if (newGid != -1) {
            gid = newGid;
        }
        // Even chown(-1, -1) takes set-user-ID and set-group-ID from a file.
        if ((mode & Mode.TYPE) != Mode.DIRECTORY) {
            mode &= ~Mode.SET_UID;
            if ((mode & GROUP_EXECUTE) != 0) {
                mode &= ~Mode.SET_GID;
            }
        }
        changed = fileSystem.now();
    }

    synchronized void setTimes(@Nullable Long newAccessed, @Nullable Long newModified) {
        if (newAccessed != null) {
            accessed = newAccessed;
        }
        if (newModified != null) {
            modified = newModified;
        }
        changed = fileSystem.now();
    }

    /// Contents changed.
    synchronized void touch() {
        modified = fileSystem.now();
        changed = modified;
    }
}
