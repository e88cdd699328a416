package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.FileLocks;
import org.hermitscope.kernel.vfs.FileLocks.Range;
import org.hermitscope.kernel.vfs.OpenFile;

/// The byte-range locks of `fcntl(2)`: those of the process and those of the open file (OFD).
final class LockSyscalls {
    static final int F_GETLK = 5;
    static final int F_SETLK = 6;
    static final int F_SETLKW = 7;
    static final int F_OFD_GETLK = 36;
    static final int F_OFD_SETLK = 37;
    static final int F_OFD_SETLKW = 38;

    // struct flock on x86-64: short l_type, short l_whence, 4 bytes of padding, l_start, l_len, int l_pid.
    private static final int WHENCE = 2;
    private static final int START = 8;
    private static final int LENGTH = 16;
    private static final int PID = 24;
    private static final int SIZE = 32;

    private static final int OFD_PID = -1;

    private LockSyscalls() {}

    static long fcntl(Task task, OpenFile file, int command, long address) {
        UserMemory memory = task.memory();
        byte[] lock = memory.read(address, SIZE);
        int type = LittleEndian.getShort(lock, 0);
        boolean ofd = command >= F_OFD_GETLK;
        if (ofd && LittleEndian.getInt(lock, PID) != 0) {
            throw Errno.EINVAL.raise();
        }
        Object owner = ofd ? file : FileLocks.PROCESS;
        long start = start(file, lock);
        long length = LittleEndian.getLong(lock, LENGTH);
        long end = length == 0 ? Long.MAX_VALUE : start + length - 1;
        if (length < 0) {
            end = start - 1;
            start += length;
        }
        if (start < 0) {
            throw Errno.EINVAL.raise();
        }
        if (end < start) {
            throw Errno.EOVERFLOW.raise();
        }
        if (command == F_GETLK || command == F_OFD_GETLK) {
            describeConflict(memory, address, lock, file, owner, type, start, end, task.pid());
            return 0;
        }
        set(task, file, owner, type, start, end, command == F_SETLKW || command == F_OFD_SETLKW);
        return 0;
    }

    private static long start(OpenFile file, byte[] lock) {
        long offset = LittleEndian.getLong(lock, START);
        return switch (LittleEndian.getShort(lock, WHENCE)) {
            case OpenFile.SEEK_SET -> offset;
            case OpenFile.SEEK_CUR -> offset + (file.seekable() ? file.seek(0, OpenFile.SEEK_CUR) : 0);
            case OpenFile.SEEK_END -> offset + file.stat().size();
            default -> throw Errno.EINVAL.raise();
        };
    }

    private static void set(Task task, OpenFile file, Object owner, int type, long start, long end, boolean wait) {
        switch (type) {
            case FileLocks.READ -> require(file.readable());
            case FileLocks.WRITE -> require(file.writable());
            case FileLocks.UNLOCK -> {}
            default -> throw Errno.EINVAL.raise();
        }
        FileLocks locks = file.inode().locks();
        if (locks.set(owner, type, start, end)) {
            return;
        }
        if (!wait) {
            throw Errno.EAGAIN.raise();
        }
        task.blocking().await(locks.waitQueue(), () -> locks.set(owner, type, start, end));
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw Errno.EBADF.raise();
        }
    }

    private static void describeConflict(
            UserMemory memory,
            long address,
            byte[] lock,
            OpenFile file,
            Object owner,
            int type,
            long start,
            long end,
            int pid) {
        if (type != FileLocks.READ && type != FileLocks.WRITE) {
            throw Errno.EINVAL.raise();
        }
        Range conflict = file.inode().locks().conflict(owner, type, start, end);
        if (conflict == null) {
            LittleEndian.putShort(lock, 0, FileLocks.UNLOCK);
        } else {
            LittleEndian.putShort(lock, 0, conflict.type());
            LittleEndian.putShort(lock, WHENCE, OpenFile.SEEK_SET);
            LittleEndian.putLong(lock, START, conflict.start());
            boolean toEnd = conflict.end() == Long.MAX_VALUE;
            LittleEndian.putLong(lock, LENGTH, toEnd ? 0 : conflict.end() - conflict.start() + 1);
            LittleEndian.putInt(lock, PID, conflict.owner().equals(FileLocks.PROCESS) ? pid : OFD_PID);
        }
        memory.write(address, lock, 0, SIZE);
    }
}
