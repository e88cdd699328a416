package org.hermitscope.kernel.syscall;

import static org.hermitscope.kernel.syscall.PathArguments.AT_EMPTY_PATH;
import static org.hermitscope.kernel.syscall.PathArguments.AT_FDCWD;
import static org.hermitscope.kernel.syscall.PathArguments.AT_REMOVEDIR;
import static org.hermitscope.kernel.syscall.PathArguments.AT_SYMLINK_FOLLOW;
import static org.hermitscope.kernel.syscall.PathArguments.AT_SYMLINK_NOFOLLOW;
import static org.hermitscope.kernel.syscall.PathArguments.base;
import static org.hermitscope.kernel.syscall.PathArguments.path;
import static org.hermitscope.kernel.syscall.PathArguments.requireFlags;
import static org.hermitscope.kernel.syscall.PathArguments.target;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.GuestName;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.Vfs;

/// Names: open, link, unlink, rename, symlink, readlink, mknod, access, truncate.
final class PathSyscalls {
    private static final int AT_EACCESS = 0x200;
    private static final int OPEN_HOW_SIZE = 24;

    private PathSyscalls() {}

    static long open(Task task, long address, long flags, long mode, long a3, long a4, long a5) {
        return open(task, AT_FDCWD, path(task, address), (int) flags, (int) mode);
    }

    static long openat(Task task, long dirfd, long address, long flags, long mode, long a4, long a5) {
        return open(task, dirfd, path(task, address), (int) flags, (int) mode);
    }

    static long creat(Task task, long address, long mode, long a2, long a3, long a4, long a5) {
        int flags = OpenFlags.CREAT | OpenFlags.WRONLY | OpenFlags.TRUNC;
        return open(task, AT_FDCWD, path(task, address), flags, (int) mode);
    }

    /// The resolve flags restrict where a path may lead; a library that asks for them falls back to openat on EAGAIN
    /// or EINVAL only by giving up, so what can't be promised is refused.
    static long openat2(Task task, long dirfd, long address, long how, long size, long a4, long a5) {
        if (size < OPEN_HOW_SIZE) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        long flags = memory.getLong(how);
        long mode = memory.getLong(how + 8);
        long resolve = memory.getLong(how + 16);
        for (long at = OPEN_HOW_SIZE; at < size; at++) {
            if (memory.getByte(how + at) != 0) {
                throw Errno.E2BIG.raise();
            }
        }
        boolean creates = (flags & OpenFlags.CREAT) != 0 || (flags & OpenFlags.TMPFILE) == OpenFlags.TMPFILE;
        if ((flags & ~0x7fffffffL) != 0 || resolve != 0 || (mode & ~07777L) != 0 || !creates && mode != 0) {
            throw Errno.EINVAL.raise();
        }
        return open(task, dirfd, path(task, address), (int) flags, (int) mode);
    }

    private static long open(Task task, long dirfd, String path, int flags, int mode) {
        DescriptorTable table = task.descriptors();
        table.requireRoom();
        OpenFile file = task.vfs().open(task.files(), base(task, dirfd, path), path, flags, mode);
        file.acquire();
        try {
            FileWaits.awaitOpened(task, file);
            return table.add(file, (flags & OpenFlags.CLOEXEC) != 0);
        } finally {
            file.release();
        }
    }

    static long readlink(Task task, long address, long buffer, long size, long a3, long a4, long a5) {
        return readlinkat(task, AT_FDCWD, address, buffer, size, 0, 0);
    }

    static long readlinkat(Task task, long dirfd, long address, long buffer, long size, long a4, long a5) {
        if ((int) size <= 0) {
            throw Errno.EINVAL.raise();
        }
        String path = path(task, address);
        Dentry found = path.isEmpty() && (int) dirfd != AT_FDCWD
                ? task.descriptors().get((int) dirfd).dentry()
                : task.vfs().lookup(task.files(), base(task, dirfd, path), path, false);
        byte[] text = GuestName.bytes(found.inode().readLink());
        int length = Math.min(text.length, (int) size);
        task.memory().write(buffer, text, 0, length);
        return length;
    }

    static long unlink(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        return unlinkat(task, AT_FDCWD, address, 0, 0, 0, 0);
    }

    static long unlinkat(Task task, long dirfd, long address, long flags, long a3, long a4, long a5) {
        requireFlags(flags, AT_REMOVEDIR);
        String path = path(task, address);
        Dentry base = base(task, dirfd, path);
        if ((flags & AT_REMOVEDIR) != 0) {
            task.vfs().removeDirectory(task.files(), base, path);
        } else {
            task.vfs().unlink(task.files(), base, path);
        }
        return 0;
    }

    static long rename(Task task, long from, long to, long a2, long a3, long a4, long a5) {
        return renameat2(task, AT_FDCWD, from, AT_FDCWD, to, 0, 0);
    }

    static long renameat(Task task, long fromFd, long from, long toFd, long to, long a4, long a5) {
        return renameat2(task, fromFd, from, toFd, to, 0, 0);
    }

    static long renameat2(Task task, long fromFd, long from, long toFd, long to, long flags, long a5) {
        requireFlags(flags, Vfs.RENAME_NOREPLACE | Vfs.RENAME_EXCHANGE);
        if (flags == (Vfs.RENAME_NOREPLACE | Vfs.RENAME_EXCHANGE)) {
            throw Errno.EINVAL.raise();
        }
        String fromPath = path(task, from);
        String toPath = path(task, to);
        task.vfs().rename(task.files(), base(task, fromFd, fromPath), fromPath, base(task, toFd, toPath), toPath, (int)
                flags);
        return 0;
    }

    static long link(Task task, long from, long to, long a2, long a3, long a4, long a5) {
        return linkat(task, AT_FDCWD, from, AT_FDCWD, to, 0, 0);
    }

    static long linkat(Task task, long fromFd, long from, long toFd, long to, long flags, long a5) {
        requireFlags(flags, AT_SYMLINK_FOLLOW | AT_EMPTY_PATH);
        boolean follow = (flags & AT_SYMLINK_FOLLOW) != 0;
        Dentry existing = target(task, fromFd, from, (follow ? 0 : AT_SYMLINK_NOFOLLOW) | flags & AT_EMPTY_PATH);
        String path = path(task, to);
        task.vfs().link(task.files(), existing, base(task, toFd, path), path);
        return 0;
    }

    static long symlink(Task task, long text, long to, long a2, long a3, long a4, long a5) {
        return symlinkat(task, text, AT_FDCWD, to, 0, 0, 0);
    }

    static long symlinkat(Task task, long text, long dirfd, long to, long a3, long a4, long a5) {
        String contents = path(task, text);
        String path = path(task, to);
        task.vfs().makeSymlink(task.files(), base(task, dirfd, path), path, contents);
        return 0;
    }

    static long mknod(Task task, long address, long mode, long device, long a3, long a4, long a5) {
        return mknodat(task, AT_FDCWD, address, mode, device, 0, 0);
    }

    static long mknodat(Task task, long dirfd, long address, long mode, long device, long a4, long a5) {
        String path = path(task, address);
        task.vfs().makeNode(task.files(), base(task, dirfd, path), path, (int) mode, device);
        return 0;
    }

    static long access(Task task, long address, long mode, long a2, long a3, long a4, long a5) {
        return faccessat2(task, AT_FDCWD, address, mode, 0, 0, 0);
    }

    static long faccessat(Task task, long dirfd, long address, long mode, long a3, long a4, long a5) {
        return faccessat2(task, dirfd, address, mode, 0, 0, 0);
    }

    static long faccessat2(Task task, long dirfd, long address, long mode, long flags, long a4, long a5) {
        requireFlags(flags, AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
        if ((mode & ~7) != 0) {
            throw Errno.EINVAL.raise();
        }
        task.vfs().access(task.files(), target(task, dirfd, address, flags), (int) mode);
        return 0;
    }

    static long truncate(Task task, long address, long size, long a2, long a3, long a4, long a5) {
        if (size < 0) {
            throw Errno.EINVAL.raise();
        }
        FileSizeLimit.require(task, size, -1);
        task.vfs().truncate(task.files(), target(task, AT_FDCWD, address, 0), size);
        return 0;
    }

    /// No file system here keeps extended attributes.
    static long xattr(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        target(task, AT_FDCWD, address, 0);
        throw Errno.EOPNOTSUPP.raise();
    }

    static long lxattr(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        target(task, AT_FDCWD, address, AT_SYMLINK_NOFOLLOW);
        throw Errno.EOPNOTSUPP.raise();
    }

    static long fxattr(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        task.descriptors().get((int) fd);
        throw Errno.EOPNOTSUPP.raise();
    }
}
