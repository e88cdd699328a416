package org.hermitscope.kernel.syscall;

import static org.hermitscope.kernel.syscall.PathArguments.AT_FDCWD;
import static org.hermitscope.kernel.syscall.PathArguments.base;
import static org.hermitscope.kernel.syscall.PathArguments.path;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.GuestName;
import org.hermitscope.kernel.vfs.OpenFile;

/// Directories: listing, making, removing, and the one where a process stands.
final class DirectorySyscalls {
    private DirectorySyscalls() {}

    static long getdents(Task task, long fd, long address, long count, long a3, long a4, long a5) {
        return list(task, fd, address, count, true);
    }

    static long getdents64(Task task, long fd, long address, long count, long a3, long a4, long a5) {
        return list(task, fd, address, count, false);
    }

    private static long list(Task task, long fd, long address, long count, boolean old) {
        OpenFile file = task.descriptors().get((int) fd);
        UserMemory memory = task.memory();
        int length = (int) Math.min(count & 0xffff_ffffL, UserMemory.MAX_RW_COUNT);
        if (length == 0) {
            return file.list(ByteBuffer.allocate(0), old);
        }
        ByteBuffer to = TransferBuffer.ofThread().writable(memory, address, length, true);
        int stored = file.list(to, old);
        memory.window().written(address, stored);
        return stored;
    }

    static long mkdir(Task task, long address, long mode, long a2, long a3, long a4, long a5) {
        return mkdirat(task, AT_FDCWD, address, mode, 0, 0, 0);
    }

    static long mkdirat(Task task, long dirfd, long address, long mode, long a3, long a4, long a5) {
        String path = path(task, address);
        task.vfs().makeDirectory(task.files(), base(task, dirfd, path), path, (int) mode);
        return 0;
    }

    static long rmdir(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        String path = path(task, address);
        task.vfs().removeDirectory(task.files(), base(task, AT_FDCWD, path), path);
        return 0;
    }

    static long chdir(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        String path = path(task, address);
        Dentry found = task.vfs().lookupDirectory(task.files(), base(task, AT_FDCWD, path), path);
        task.files().setWorkingDirectory(found);
        return 0;
    }

    static long fchdir(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        Dentry directory = task.descriptors().get((int) fd).dentry();
        task.vfs().requireDirectory(task.files(), directory);
        task.files().setWorkingDirectory(directory);
        return 0;
    }

    static long chroot(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        String path = path(task, address);
        Dentry found = task.vfs().lookupDirectory(task.files(), base(task, AT_FDCWD, path), path);
        if (task.files().credentials().uid() != 0) {
            throw Errno.EPERM.raise();
        }
        task.files().setRoot(found);
        return 0;
    }

    static long getcwd(Task task, long address, long size, long a2, long a3, long a4, long a5) {
        Dentry directory = task.files().workingDirectory();
        if (directory.removed()) {
            throw Errno.ENOENT.raise();
        }
        byte[] path = GuestName.bytes(directory.path(task.files().root()) + "\0");
        if (size < path.length) {
            throw Errno.ERANGE.raise();
        }
        task.memory().write(address, path, 0, path.length);
        return path.length;
    }

    static long umask(Task task, long mask, long a1, long a2, long a3, long a4, long a5) {
        return task.files().setUmask((int) mask);
    }
}
