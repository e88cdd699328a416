package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PathFile;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.machine.Protection;

/// Moving bytes: read, write, their vectored and positioned forms, lseek, and what changes or secures a file's size
/// and contents.
final class FileSyscalls {
    private static final int FADVISE_LAST = 5;

    private FileSyscalls() {}

    static long read(Task task, long fd, long address, long count, long a3, long a4, long a5) {
        OpenFile file = readable(task, fd);
        int length = length(count);
        if (length == 0) {
            return nothing(file);
        }
        UserMemory memory = task.memory();
        if (file.seekable() && isBadBuffer(task, address) && isAtEnd(file, -1)) {
            return 0;
        }
        ByteBuffer to = TransferBuffer.ofThread().writable(memory, address, length, file.splitsAtFaults());
        int moved = FileWaits.read(task, file, to);
        memory.window().written(address, moved);
        return moved;
    }

    static long write(Task task, long fd, long address, long count, long a3, long a4, long a5) {
        OpenFile file = writable(task, fd);
        int length = length(count);
        if (length == 0) {
            return file.write(ByteBuffer.allocate(0));
        }
        ByteBuffer from = TransferBuffer.ofThread().readable(task.memory(), address, length, file.splitsAtFaults());
        return FileWaits.write(task, file, from);
    }

    static long pread64(Task task, long fd, long address, long count, long offset, long a4, long a5) {
        if (offset < 0) {
            throw Errno.EINVAL.raise();
        }
        OpenFile file = readable(task, fd);
        int length = length(count);
        if (length == 0) {
            return nothing(file);
        }
        UserMemory memory = task.memory();
        if (file.seekable() && isBadBuffer(task, address) && isAtEnd(file, offset)) {
            return 0;
        }
        ByteBuffer to = TransferBuffer.ofThread().writable(memory, address, length, true);
        int moved = file.readAt(to, offset);
        memory.window().written(address, moved);
        return moved;
    }

    static long pwrite64(Task task, long fd, long address, long count, long offset, long a4, long a5) {
        if (offset < 0) {
            throw Errno.EINVAL.raise();
        }
        OpenFile file = writable(task, fd);
        int length = length(count);
        if (length == 0) {
            return 0;
        }
        ByteBuffer from = TransferBuffer.ofThread().readable(task.memory(), address, length, true);
        FileSizeLimit.cut(task, file, from, offset);
        return file.writeAt(from, offset);
    }

    static long lseek(Task task, long fd, long offset, long whence, long a3, long a4, long a5) {
        return task.descriptors().get((int) fd).seek(offset, (int) whence);
    }

    static long ftruncate(Task task, long fd, long size, long a2, long a3, long a4, long a5) {
        if (size < 0) {
            throw Errno.EINVAL.raise();
        }
        OpenFile file = task.descriptors().get((int) fd);
        if (file instanceof PathFile) {
            throw Errno.EBADF.raise();
        }
        if (file.inode().type() == Mode.DIRECTORY) {
            throw Errno.EINVAL.raise();
        }
        FileSizeLimit.require(task, size, file.seekable() ? file.stat().size() : Long.MAX_VALUE);
        file.truncate(size);
        return 0;
    }

    static long fallocate(Task task, long fd, long mode, long offset, long length, long a4, long a5) {
        OpenFile file = writable(task, fd);
        if (offset < 0 || length <= 0) {
            throw Errno.EINVAL.raise();
        }
        if (file.inode().type() == Mode.FIFO) {
            throw Errno.ESPIPE.raise();
        }
        if (file.seekable() && (mode & RegularFile.KEEP_SIZE) == 0) {
            FileSizeLimit.require(task, offset + length, file.stat().size());
        }
        file.allocate((int) mode, offset, length);
        return 0;
    }

    static long fsync(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        task.descriptors().get((int) fd).sync(true);
        return 0;
    }

    static long fdatasync(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        task.descriptors().get((int) fd).sync(false);
        return 0;
    }

    /// Everything is written through to the host at once; only the host's own cache is left, which `sync(2)` does not
    /// promise to have emptied when it returns.
    static long sync(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return 0;
    }

    static long syncfs(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        task.descriptors().get((int) fd);
        return 0;
    }

    static long syncFileRange(Task task, long fd, long offset, long length, long flags, long a4, long a5) {
        OpenFile file = task.descriptors().get((int) fd);
        if (offset < 0 || length < 0 || (flags & ~7) != 0) {
            throw Errno.EINVAL.raise();
        }
        if (!file.seekable()) {
            throw Errno.ESPIPE.raise();
        }
        file.sync(false);
        return 0;
    }

    static long fadvise64(Task task, long fd, long offset, long length, long advice, long a4, long a5) {
        OpenFile file = task.descriptors().get((int) fd);
        if (file instanceof PathFile) {
            throw Errno.EBADF.raise();
        }
        if (file.inode().type() == Mode.FIFO) {
            throw Errno.ESPIPE.raise();
        }
        if (length < 0 || advice < 0 || advice > FADVISE_LAST) {
            throw Errno.EINVAL.raise();
        }
        return 0;
    }

    static long readahead(Task task, long fd, long offset, long count, long a3, long a4, long a5) {
        if (readable(task, fd).inode().type() != Mode.REGULAR) {
            throw Errno.EINVAL.raise();
        }
        return 0;
    }

    /// Whether memory of the guest's half cannot be written; what lies beyond is refused before anything else.
    private static boolean isBadBuffer(Task task, long address) {
        return address >= 0
                && address < task.space().layout().end()
                && task.memory().accessible(address, 1, Protection.WRITE) == 0;
    }

    /// Whether a read would move nothing, so that its buffer does not matter.
    ///
    /// @param offset negative for the position
    private static boolean isAtEnd(OpenFile file, long offset) {
        long at = offset < 0 ? file.seek(0, OpenFile.SEEK_CUR) : offset;
        return file.readAt(ByteBuffer.allocate(1), at) == 0;
    }

    /// The open file of a descriptor that may be read; EBADF otherwise.
    static OpenFile readable(Task task, long fd) {
        OpenFile file = task.descriptors().get((int) fd);
        if (!file.readable()) {
            throw Errno.EBADF.raise();
        }
        return file;
    }

    /// The open file of a descriptor that may be written; EBADF otherwise.
    static OpenFile writable(Task task, long fd) {
        OpenFile file = task.descriptors().get((int) fd);
        if (!file.writable()) {
            throw Errno.EBADF.raise();
        }
        return file;
    }

    private static long nothing(OpenFile file) {
        if (file.inode().type() == Mode.DIRECTORY) {
            throw Errno.EISDIR.raise();
        }
        return 0;
    }

    private static int length(long count) {
        // No buffer of such a length lies in the address space.
        if (count < 0) {
            throw Errno.EFAULT.raise();
        }
        return (int) Math.min(count, UserMemory.MAX_RW_COUNT);
    }
}
