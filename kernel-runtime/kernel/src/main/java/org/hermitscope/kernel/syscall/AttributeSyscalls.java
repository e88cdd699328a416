package org.hermitscope.kernel.syscall;

import static org.hermitscope.kernel.syscall.PathArguments.AT_EMPTY_PATH;
import static org.hermitscope.kernel.syscall.PathArguments.AT_FDCWD;
import static org.hermitscope.kernel.syscall.PathArguments.AT_NO_AUTOMOUNT;
import static org.hermitscope.kernel.syscall.PathArguments.AT_SYMLINK_NOFOLLOW;
import static org.hermitscope.kernel.syscall.PathArguments.requireFlags;
import static org.hermitscope.kernel.syscall.PathArguments.target;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PathFile;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.kernel.vfs.Vfs;
import org.jspecify.annotations.Nullable;

/// What files are: stat in all forms, chmod, chown, times, statfs.
final class AttributeSyscalls {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long UTIME_NOW = 0x3fff_ffff;
    private static final long UTIME_OMIT = 0x3fff_fffe;
    private static final int AT_STATX_SYNC_TYPE = 0x6000;
    private static final long STATX_RESERVED = 0x8000_0000L;

    private AttributeSyscalls() {}

    static long stat(Task task, long address, long to, long a2, long a3, long a4, long a5) {
        return newfstatat(task, AT_FDCWD, address, to, 0, 0, 0);
    }

    static long lstat(Task task, long address, long to, long a2, long a3, long a4, long a5) {
        return newfstatat(task, AT_FDCWD, address, to, AT_SYMLINK_NOFOLLOW, 0, 0);
    }

    static long fstat(Task task, long fd, long to, long a2, long a3, long a4, long a5) {
        StatLayout.write(task.memory(), to, task.descriptors().get((int) fd).stat());
        return 0;
    }

    static long newfstatat(Task task, long dirfd, long address, long to, long flags, long a4, long a5) {
        requireFlags(flags, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH);
        StatLayout.write(task.memory(), to, stat(task, dirfd, address, flags));
        return 0;
    }

    static long statx(Task task, long dirfd, long address, long flags, long mask, long to, long a5) {
        requireFlags(flags, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_SYNC_TYPE);
        if ((mask & STATX_RESERVED) != 0 || (flags & AT_STATX_SYNC_TYPE) == AT_STATX_SYNC_TYPE) {
            throw Errno.EINVAL.raise();
        }
        StatLayout.writeExtended(task.memory(), to, stat(task, dirfd, address, flags));
        return 0;
    }

    /// An empty path with AT_EMPTY_PATH is how the C libraries spell fstat.
    private static Stat stat(Task task, long dirfd, long address, long flags) {
        if ((flags & AT_EMPTY_PATH) != 0
                && (int) dirfd != AT_FDCWD
                && (address == 0 || task.memory().getByte(address) == 0)) {
            return task.descriptors().get((int) dirfd).stat();
        }
        return target(task, dirfd, address, flags).inode().stat();
    }

    static long chmod(Task task, long address, long mode, long a2, long a3, long a4, long a5) {
        return setMode(task, target(task, AT_FDCWD, address, 0).inode(), mode);
    }

    static long fchmod(Task task, long fd, long mode, long a2, long a3, long a4, long a5) {
        return setMode(task, contents(task, fd).inode(), mode);
    }

    static long fchmodat(Task task, long dirfd, long address, long mode, long a3, long a4, long a5) {
        return setMode(task, target(task, dirfd, address, 0).inode(), mode);
    }

    static long fchmodat2(Task task, long dirfd, long address, long mode, long flags, long a4, long a5) {
        requireFlags(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
        return setMode(task, target(task, dirfd, address, flags).inode(), mode);
    }

    private static long setMode(Task task, Inode inode, long mode) {
        Vfs.requireWritable(inode);
        Vfs.requireOwner(task.files(), inode);
        inode.setMode((int) mode & Mode.PERMISSIONS);
        return 0;
    }

    static long chown(Task task, long address, long uid, long gid, long a3, long a4, long a5) {
        return setOwner(task, target(task, AT_FDCWD, address, 0).inode(), uid, gid);
    }

    static long lchown(Task task, long address, long uid, long gid, long a3, long a4, long a5) {
        return setOwner(
                task, target(task, AT_FDCWD, address, AT_SYMLINK_NOFOLLOW).inode(), uid, gid);
    }

    static long fchown(Task task, long fd, long uid, long gid, long a3, long a4, long a5) {
        return setOwner(task, contents(task, fd).inode(), uid, gid);
    }

    static long fchownat(Task task, long dirfd, long address, long uid, long gid, long flags, long a5) {
        requireFlags(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
        return setOwner(task, target(task, dirfd, address, flags).inode(), uid, gid);
    }

    private static long setOwner(Task task, Inode inode, long uid, long gid) {
        Vfs.requireWritable(inode);
        FsContext context = task.files();
        if (context.credentials().uid() != 0) {
            Vfs.requireOwner(context, inode);
            boolean sameUser = (int) uid == -1 || (int) uid == inode.stat().uid();
            boolean sameGroup = (int) gid == -1
                    || (int) gid == inode.stat().gid()
                    || (int) gid == context.credentials().gid();
            if (!sameUser || !sameGroup) {
                throw Errno.EPERM.raise();
            }
        }
        inode.setOwner((int) uid, (int) gid);
        return 0;
    }

    private static OpenFile contents(Task task, long fd) {
        OpenFile file = task.descriptors().get((int) fd);
        if (file instanceof PathFile) {
            throw Errno.EBADF.raise();
        }
        return file;
    }

    static long utimensat(Task task, long dirfd, long address, long times, long flags, long a4, long a5) {
        requireFlags(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
        UserMemory memory = task.memory();
        if (times == 0) {
            return setTimes(task, found(task, dirfd, address, flags), now(task), now(task), true);
        }
        long accessedNanos = memory.getLong(times + 8);
        long modifiedNanos = memory.getLong(times + 24);
        if (accessedNanos == UTIME_OMIT && modifiedNanos == UTIME_OMIT) {
            return 0;
        }
        requireNanos(accessedNanos);
        requireNanos(modifiedNanos);
        Long accessed = time(task, memory.getLong(times), accessedNanos);
        Long modified = time(task, memory.getLong(times + 16), modifiedNanos);
        boolean bothNow = accessedNanos == UTIME_NOW && modifiedNanos == UTIME_NOW;
        return setTimes(task, found(task, dirfd, address, flags), accessed, modified, bothNow);
    }

    /// A null path means the descriptor itself: that is futimens.
    private static Inode found(Task task, long dirfd, long address, long flags) {
        if (address == 0 && (int) dirfd != AT_FDCWD) {
            return contents(task, dirfd).inode();
        }
        return target(task, dirfd, address, flags).inode();
    }

    private static void requireNanos(long nanos) {
        if (nanos != UTIME_NOW && nanos != UTIME_OMIT && (nanos < 0 || nanos >= NANOS_PER_SECOND)) {
            throw Errno.EINVAL.raise();
        }
    }

    private static @Nullable Long time(Task task, long seconds, long nanos) {
        if (nanos == UTIME_OMIT) {
            return null;
        }
        return nanos == UTIME_NOW ? now(task) : nanos(seconds, nanos);
    }

    /// Nanoseconds since 1970, as far as 64 bits reach: 1677 to 2262.
    private static Long nanos(long seconds, long nanos) {
        long most = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
        return Math.clamp(seconds, -most, most) * NANOS_PER_SECOND + nanos;
    }

    private static Long now(Task task) {
        return task.kernel().clock().realtimeNanos();
    }

    private static long setTimes(
            Task task, Inode inode, @Nullable Long accessed, @Nullable Long modified, boolean bothNow) {
        Vfs.requireWritable(inode);
        FsContext context = task.files();
        if (!bothNow || !inode.permits(context.credentials(), 2)) {
            try {
                Vfs.requireOwner(context, inode);
            } catch (SyscallException notOwner) {
                throw bothNow ? Errno.EACCES.raise() : notOwner;
            }
        }
        inode.setTimes(accessed, modified);
        return 0;
    }

    static long utime(Task task, long address, long times, long a2, long a3, long a4, long a5) {
        Inode inode = target(task, AT_FDCWD, address, 0).inode();
        if (times == 0) {
            return setTimes(task, inode, now(task), now(task), true);
        }
        UserMemory memory = task.memory();
        Long accessed = nanos(memory.getLong(times), 0);
        return setTimes(task, inode, accessed, nanos(memory.getLong(times + 8), 0), false);
    }

    static long utimes(Task task, long address, long times, long a2, long a3, long a4, long a5) {
        return futimesat(task, AT_FDCWD, address, times, 0, 0, 0);
    }

    static long futimesat(Task task, long dirfd, long address, long times, long a3, long a4, long a5) {
        Inode inode = found(task, dirfd, address, 0);
        if (times == 0) {
            return setTimes(task, inode, now(task), now(task), true);
        }
        UserMemory memory = task.memory();
        long accessedMicros = memory.getLong(times + 8);
        long modifiedMicros = memory.getLong(times + 24);
        if (accessedMicros < 0 || accessedMicros >= 1_000_000 || modifiedMicros < 0 || modifiedMicros >= 1_000_000) {
            throw Errno.EINVAL.raise();
        }
        Long accessed = nanos(memory.getLong(times), accessedMicros * NANOS_PER_MICRO);
        Long modified = nanos(memory.getLong(times + 16), modifiedMicros * NANOS_PER_MICRO);
        return setTimes(task, inode, accessed, modified, false);
    }

    static long statfs(Task task, long address, long to, long a2, long a3, long a4, long a5) {
        return statfs(task, target(task, AT_FDCWD, address, 0), to);
    }

    static long fstatfs(Task task, long fd, long to, long a2, long a3, long a4, long a5) {
        return statfs(task, task.descriptors().get((int) fd).dentry(), to);
    }

    private static long statfs(Task task, Dentry dentry, long to) {
        StatLayout.writeFileSystem(
                task.memory(),
                to,
                dentry.inode().fileSystem().stat(),
                dentry.inode().fileSystem().device());
        return 0;
    }
}
