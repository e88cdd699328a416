package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;

/// How system calls name files: a directory descriptor, a path and flags.
final class PathArguments {
    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_SYMLINK_FOLLOW = 0x400;
    static final int AT_NO_AUTOMOUNT = 0x800;
    static final int AT_EMPTY_PATH = 0x1000;

    private PathArguments() {}

    /// The path at a guest address.
    static String path(Task task, long address) {
        return task.memory().path(address);
    }

    /// Where a relative path starts. The descriptor does not matter for absolute paths.
    static Dentry base(Task task, long dirfd, String path) {
        // An empty path fails by itself (ENOENT), whatever the descriptor.
        if ((int) dirfd == AT_FDCWD || path.isEmpty() || path.startsWith("/")) {
            return task.files().workingDirectory();
        }
        Dentry base = task.descriptors().get((int) dirfd).dentry();
        base.directory();
        return base;
    }

    /// What `dirfd` and `path` lead to.
    ///
    /// @param flags AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH and what else the call allows
    static Dentry target(Task task, long dirfd, long address, long flags) {
        boolean emptyAllowed = (flags & AT_EMPTY_PATH) != 0;
        String path = address == 0 && emptyAllowed ? "" : path(task, address);
        if (path.isEmpty() && emptyAllowed) {
            return (int) dirfd == AT_FDCWD
                    ? task.files().workingDirectory()
                    : task.descriptors().get((int) dirfd).dentry();
        }
        return task.vfs().lookup(task.files(), base(task, dirfd, path), path, (flags & AT_SYMLINK_NOFOLLOW) == 0);
    }

    /// EINVAL for flags that the call does not know.
    static void requireFlags(long flags, long known) {
        if ((flags & ~known & 0xffff_ffffL) != 0) {
            throw Errno.EINVAL.raise();
        }
    }
}
