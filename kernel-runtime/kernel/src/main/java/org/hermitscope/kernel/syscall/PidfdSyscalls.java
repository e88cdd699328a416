package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.event.PidFile;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;

/// Descriptors of processes, and kcmp. The only process is the caller's own.
final class PidfdSyscalls {
    private static final int KCMP_FILE = 0;
    private static final int KCMP_SYSVSEM = 6;

    private PidfdSyscalls() {}

    static long open(Task task, long pid, long flags, long a2, long a3, long a4, long a5) {
        if ((flags & ~OpenFlags.NONBLOCK) != 0 || (int) pid <= 0) {
            throw Errno.EINVAL.raise();
        }
        if ((int) pid != task.pid()) {
            // A thread that is no process of its own cannot be had.
            throw task.kernel().task((int) pid) == null ? Errno.ESRCH.raise() : Errno.ENOENT.raise();
        }
        return task.descriptors().add(new PidFile((flags & OpenFlags.NONBLOCK) != 0), true);
    }

    static long sendSignal(Task task, long fd, long number, long info, long flags, long a4, long a5) {
        if (flags != 0) {
            throw Errno.EINVAL.raise();
        }
        requirePidfd(task, fd);
        return info == 0
                ? SignalSyscalls.kill(task, task.pid(), number, 0, 0, 0, 0)
                : SignalSyscalls.sigqueueinfo(task, task.pid(), number, info, 0, 0, 0);
    }

    static long getfd(Task task, long fd, long target, long flags, long a3, long a4, long a5) {
        if (flags != 0) {
            throw Errno.EINVAL.raise();
        }
        requirePidfd(task, fd);
        return task.descriptors().add(task.descriptors().get((int) target), true);
    }

    private static void requirePidfd(Task task, long fd) {
        if (!(task.descriptors().get((int) fd) instanceof PidFile)) {
            throw Errno.EBADF.raise();
        }
    }

    /// @return 0 for the same, 1 and 2 for less and more in some order
    static long kcmp(Task task, long pid1, long pid2, long type, long index1, long index2, long a5) {
        requireProcess(task, pid1);
        requireProcess(task, pid2);
        if (type == KCMP_FILE) {
            OpenFile first = task.descriptors().get((int) index1);
            OpenFile second = task.descriptors().get((int) index2);
            if (first.equals(second)) {
                return 0;
            }
            return System.identityHashCode(first) < System.identityHashCode(second) ? 1 : 2;
        }
        if (type < 0 || type > KCMP_SYSVSEM) {
            throw Errno.EINVAL.raise();
        }
        // Threads share everything else.
        return 0;
    }

    private static void requireProcess(Task task, long pid) {
        if ((int) pid != task.pid() && task.kernel().task((int) pid) == null) {
            throw Errno.ESRCH.raise();
        }
    }
}
