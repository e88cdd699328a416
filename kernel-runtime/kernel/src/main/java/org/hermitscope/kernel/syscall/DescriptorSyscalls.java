package org.hermitscope.kernel.syscall;

import java.nio.charset.StandardCharsets;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FileLocks;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PathFile;
import org.hermitscope.kernel.vfs.device.Pipe;
import org.hermitscope.kernel.vfs.device.PipeEnd;
import org.hermitscope.kernel.vfs.memory.MemoryFile;

/// File descriptors themselves: close, dup, fcntl, pipe, flock, memfd_create.
final class DescriptorSyscalls {
    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_SETOWN = 8;
    private static final int F_GETOWN = 9;
    private static final int F_SETSIG = 10;
    private static final int F_GETSIG = 11;
    private static final int F_SETOWN_EX = 15;
    private static final int F_GETOWN_EX = 16;
    private static final int F_OWNER_PID = 1;
    private static final int F_GETLEASE = 1025;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int F_UNLCK = 2;
    private static final int FD_CLOEXEC = 1;

    private static final int CLOSE_RANGE_UNSHARE = 2;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    private static final int LOCK_SH = 1;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int LOCK_UN = 8;

    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_KNOWN = 0x1b;
    private static final int MEMFD_NAME_MAX = 249;

    private DescriptorSyscalls() {}

    static long close(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        task.descriptors().close((int) fd);
        return 0;
    }

    static long closeRange(Task task, long first, long last, long flags, long a3, long a4, long a5) {
        long low = first & 0xffff_ffffL;
        long high = last & 0xffff_ffffL;
        if ((flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC)) != 0 || low > high) {
            throw Errno.EINVAL.raise();
        }
        int from = (int) Math.min(low, Integer.MAX_VALUE);
        int to = (int) Math.min(high, Integer.MAX_VALUE);
        DescriptorTable table = task.descriptors();
        if ((flags & CLOSE_RANGE_CLOEXEC) == 0) {
            table.closeRange(from, to);
            return 0;
        }
        for (int fd : table.open()) {
            if (fd >= from && fd <= to) {
                table.setCloseOnExec(fd, true);
            }
        }
        return 0;
    }

    static long dup(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        DescriptorTable table = task.descriptors();
        return table.add(table.get((int) fd), false);
    }

    static long dup2(Task task, long from, long to, long a2, long a3, long a4, long a5) {
        DescriptorTable table = task.descriptors();
        OpenFile file = table.get((int) from);
        if ((int) from != (int) to) {
            table.set((int) to, file, false);
        }
        return (int) to;
    }

    static long dup3(Task task, long from, long to, long flags, long a3, long a4, long a5) {
        if ((flags & ~OpenFlags.CLOEXEC) != 0 || (int) from == (int) to) {
            throw Errno.EINVAL.raise();
        }
        DescriptorTable table = task.descriptors();
        table.set((int) to, table.get((int) from), (flags & OpenFlags.CLOEXEC) != 0);
        return (int) to;
    }

    static long pipe(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        return pipe2(task, address, 0, 0, 0, 0, 0);
    }

    static long pipe2(Task task, long address, long flags, long a2, long a3, long a4, long a5) {
        if ((flags & ~(OpenFlags.CLOEXEC | OpenFlags.NONBLOCK | OpenFlags.DIRECT)) != 0) {
            throw Errno.EINVAL.raise();
        }
        OpenFile[] ends = Pipe.ends((int) flags);
        return addPair(task, ends, address, (flags & OpenFlags.CLOEXEC) != 0);
    }

    /// Gives two files descriptors and stores these, or neither.
    static long addPair(Task task, OpenFile[] pair, long address, boolean cloexec) {
        DescriptorTable table = task.descriptors();
        int first = table.add(pair[0], cloexec);
        int second = -1;
        try {
            second = table.add(pair[1], cloexec);
            byte[] numbers = new byte[8];
            LittleEndian.putInt(numbers, 0, first);
            LittleEndian.putInt(numbers, 4, second);
            task.memory().write(address, numbers, 0, numbers.length);
            return 0;
        } catch (SyscallException failure) {
            table.close(first);
            if (second >= 0) {
                table.close(second);
            }
            throw failure;
        }
    }

    static long fcntl(Task task, long fd, long command, long argument, long a3, long a4, long a5) {
        DescriptorTable table = task.descriptors();
        OpenFile file = table.get((int) fd);
        return switch ((int) command) {
            case F_DUPFD, F_DUPFD_CLOEXEC -> {
                if (argument < 0 || argument > Integer.MAX_VALUE) {
                    throw Errno.EINVAL.raise();
                }
                yield table.addFrom((int) argument, file, command == F_DUPFD_CLOEXEC);
            }
            case F_GETFD -> table.closeOnExec((int) fd) ? FD_CLOEXEC : 0;
            case F_SETFD -> {
                table.setCloseOnExec((int) fd, (argument & FD_CLOEXEC) != 0);
                yield 0;
            }
            case F_GETFL -> file.flags();
            default -> {
                if (file instanceof PathFile) {
                    throw Errno.EBADF.raise();
                }
                yield control(task, file, (int) command, argument);
            }
        };
    }

    private static long control(Task task, OpenFile file, int command, long argument) {
        return switch (command) {
            case F_SETFL -> {
                file.setStatusFlags((int) argument);
                yield 0;
            }
            case LockSyscalls.F_GETLK,
                    LockSyscalls.F_SETLK,
                    LockSyscalls.F_SETLKW,
                    LockSyscalls.F_OFD_GETLK,
                    LockSyscalls.F_OFD_SETLK,
                    LockSyscalls.F_OFD_SETLKW -> LockSyscalls.fcntl(task, file, command, argument);
            case F_SETPIPE_SZ -> pipe(file).setCapacity((int) argument);
            case F_GETPIPE_SZ -> pipe(file).capacity();
            // Nobody sends SIGIO here: the owner is accepted and forgotten, as for files that never raise it.
            case F_SETOWN, F_SETSIG, F_GETOWN, F_GETSIG -> 0;
            case F_GET_SEALS -> sealable(file).seals();
            case F_ADD_SEALS -> {
                if (!file.writable()) {
                    throw Errno.EPERM.raise();
                }
                sealable(file).addSeals((int) argument);
                yield 0;
            }
            case F_GETLEASE -> F_UNLCK;
            case F_SETOWN_EX -> 0;
            case F_GETOWN_EX -> {
                task.memory().putInt(argument, F_OWNER_PID);
                task.memory().putInt(argument + 4, 0);
                yield 0;
            }
            default -> throw Errno.EINVAL.raise();
        };
    }

    private static MemoryFile sealable(OpenFile file) {
        if (file.inode() instanceof MemoryFile memory) {
            return memory;
        }
        throw Errno.EINVAL.raise();
    }

    private static PipeEnd pipe(OpenFile file) {
        if (file instanceof PipeEnd end) {
            return end;
        }
        throw Errno.EBADF.raise();
    }

    static long flock(Task task, long fd, long operation, long a2, long a3, long a4, long a5) {
        OpenFile file = task.descriptors().get((int) fd);
        if (file instanceof PathFile) {
            throw Errno.EBADF.raise();
        }
        int type = switch ((int) operation & ~LOCK_NB) {
            case LOCK_SH -> FileLocks.READ;
            case LOCK_EX -> FileLocks.WRITE;
            case LOCK_UN -> FileLocks.UNLOCK;
            default -> throw Errno.EINVAL.raise();
        };
        FileLocks locks = file.inode().locks();
        if (locks.lockWhole(file, type)) {
            return 0;
        }
        if ((operation & LOCK_NB) != 0) {
            throw Errno.EAGAIN.raise();
        }
        task.blocking().await(locks.waitQueue(), () -> locks.lockWhole(file, type));
        return 0;
    }

    static long memfdCreate(Task task, long nameAddress, long flags, long a2, long a3, long a4, long a5) {
        if ((flags & ~MFD_KNOWN) != 0) {
            throw Errno.EINVAL.raise();
        }
        byte[] name = name(task.memory(), nameAddress);
        String shown = "/memfd:" + new String(name, StandardCharsets.ISO_8859_1);
        Dentry dentry = MemoryFile.unnamed(
                task.vfs().unnamedFiles(), shown, 0777, task.files().credentials());
        OpenFile file = dentry.inode().open(dentry, OpenFlags.RDWR);
        if ((flags & MFD_ALLOW_SEALING) != 0) {
            sealable(file).allowSeals();
        }
        return task.descriptors().add(file, (flags & MFD_CLOEXEC) != 0);
    }

    private static byte[] name(UserMemory memory, long address) {
        byte[] name = memory.cString(address, UserMemory.PATH_MAX);
        if (name.length > MEMFD_NAME_MAX) {
            throw Errno.EINVAL.raise();
        }
        return name;
    }
}
