package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.task.Scheduling;
import org.hermitscope.kernel.task.Task;

/// Policies, priorities and processors of tasks (man 7 sched).
final class SchedulingSyscalls {
    private static final int RESET_ON_FORK = 0x4000_0000;
    private static final long ROUND_ROBIN_NANOS = 4_000_000;
    private static final int PROCESS = 0;
    private static final int USER = 2;

    /// Bytes of struct sched_attr in its first version, and the flag in it.
    private static final int ATTRIBUTES_SIZE = 48;

    private static final long ATTRIBUTES_RESET_ON_FORK = 1;
    private static final int ATTRIBUTES_LARGEST = 4096;

    private SchedulingSyscalls() {}

    static long giveWay(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        task.yieldProcessor();
        return 0;
    }

    static long getaffinity(Task task, long pid, long size, long address, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        if ((size & 7) != 0 || size < Long.BYTES) {
            throw Errno.EINVAL.raise();
        }
        task.memory().putLong(address, target.affinity());
        return Long.BYTES;
    }

    static long setaffinity(Task task, long pid, long size, long address, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        byte[] mask = new byte[Long.BYTES];
        byte[] given = task.memory().read(address, Math.clamp(size, 0, Long.BYTES));
        System.arraycopy(given, 0, mask, 0, given.length);
        long wanted = LittleEndian.getLong(mask, 0) & processors(task);
        if (wanted == 0) {
            throw Errno.EINVAL.raise();
        }
        target.setAffinity(wanted);
        return 0;
    }

    private static long processors(Task task) {
        int count = task.kernel().processorCount();
        return count >= Long.SIZE ? -1 : (1L << count) - 1;
    }

    static long getscheduler(Task task, long pid, long a1, long a2, long a3, long a4, long a5) {
        Scheduling scheduling = taskOf(task, pid).scheduling();
        return scheduling.policy() | (scheduling.resetOnFork() ? RESET_ON_FORK : 0);
    }

    static long setscheduler(Task task, long pid, long policy, long parameter, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        boolean reset = ((int) policy & RESET_ON_FORK) != 0;
        set(task, target, (int) policy & ~RESET_ON_FORK, task.memory().getInt(parameter), reset);
        return 0;
    }

    static long getparam(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        task.memory().putInt(address, taskOf(task, pid).scheduling().priority());
        return 0;
    }

    static long setparam(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        Scheduling now = target.scheduling();
        set(task, target, now.policy(), task.memory().getInt(address), now.resetOnFork());
        return 0;
    }

    private static void set(Task task, Task target, int policy, int priority, boolean reset) {
        boolean realtime = Scheduling.isRealtime(policy);
        boolean usual = policy == Scheduling.OTHER || policy == Scheduling.BATCH || policy == Scheduling.IDLE;
        if (!realtime && !usual
                || realtime && (priority < 1 || priority > Scheduling.PRIORITY_MAX)
                || usual && priority != 0) {
            throw Errno.EINVAL.raise();
        }
        if (realtime) {
            requirePrivilege(task);
        }
        target.scheduling().set(policy, priority, reset);
    }

    /// CAP_SYS_NICE.
    private static void requirePrivilege(Task task) {
        if (task.files().credentials().uid() != 0) {
            throw Errno.EPERM.raise();
        }
    }

    static long priorityMax(Task task, long policy, long a1, long a2, long a3, long a4, long a5) {
        return isRealtime(policy) ? Scheduling.PRIORITY_MAX : 0;
    }

    static long priorityMin(Task task, long policy, long a1, long a2, long a3, long a4, long a5) {
        return isRealtime(policy) ? 1 : 0;
    }

    private static boolean isRealtime(long policy) {
        return switch ((int) policy) {
            case Scheduling.FIFO, Scheduling.RR -> true;
            case Scheduling.OTHER, Scheduling.BATCH, Scheduling.IDLE, Scheduling.DEADLINE -> false;
            default -> throw Errno.EINVAL.raise();
        };
    }

    static long rrGetInterval(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        int policy = taskOf(task, pid).scheduling().policy();
        TimeSyscalls.putTimespec(task.memory(), address, policy == Scheduling.FIFO ? 0 : ROUND_ROBIN_NANOS);
        return 0;
    }

    static long getattr(Task task, long pid, long address, long size, long flags, long a4, long a5) {
        Task target = taskOf(task, pid);
        if (flags != 0 || address == 0 || size < ATTRIBUTES_SIZE || size > ATTRIBUTES_LARGEST) {
            throw Errno.EINVAL.raise();
        }
        Scheduling now = target.scheduling();
        byte[] attributes = new byte[ATTRIBUTES_SIZE];
        LittleEndian.putInt(attributes, 0, ATTRIBUTES_SIZE);
        LittleEndian.putInt(attributes, 4, now.policy());
        LittleEndian.putLong(attributes, 8, now.resetOnFork() ? ATTRIBUTES_RESET_ON_FORK : 0);
        LittleEndian.putInt(attributes, 16, now.nice());
        LittleEndian.putInt(attributes, 20, now.priority());
        task.memory().write(address, attributes, 0, ATTRIBUTES_SIZE);
        return 0;
    }

    static long setattr(Task task, long pid, long address, long flags, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        if (flags != 0 || address == 0) {
            throw Errno.EINVAL.raise();
        }
        int size = task.memory().getInt(address);
        if (size != 0 && (size < ATTRIBUTES_SIZE || size > ATTRIBUTES_LARGEST)) {
            throw Errno.E2BIG.raise();
        }
        byte[] attributes = task.memory().read(address, ATTRIBUTES_SIZE);
        int policy = LittleEndian.getInt(attributes, 4);
        long wanted = LittleEndian.getLong(attributes, 8);
        int nice = LittleEndian.getInt(attributes, 16);
        if ((wanted & ~ATTRIBUTES_RESET_ON_FORK) != 0 || nice < Scheduling.NICE_BEST || nice > Scheduling.NICE_WORST) {
            throw Errno.EINVAL.raise();
        }
        set(task, target, policy, LittleEndian.getInt(attributes, 20), (wanted & ATTRIBUTES_RESET_ON_FORK) != 0);
        if (policy == Scheduling.OTHER || policy == Scheduling.BATCH) {
            setNice(task, target, nice);
        }
        return 0;
    }

    /// 20 minus the nice value; the lowest of the process's, of its group's or of its user's tasks.
    static long getpriority(Task task, long which, long who, long a2, long a3, long a4, long a5) {
        if (which < PROCESS || which > USER) {
            throw Errno.EINVAL.raise();
        }
        if (which == PROCESS) {
            return 20L - taskOf(task, who).scheduling().nice();
        }
        int best = Scheduling.NICE_WORST;
        for (Task each : task.kernel().tasks()) {
            best = Math.min(best, each.scheduling().nice());
        }
        return 20L - best;
    }

    static long setpriority(Task task, long which, long who, long nice, long a3, long a4, long a5) {
        if (which < PROCESS || which > USER) {
            throw Errno.EINVAL.raise();
        }
        if (which == PROCESS) {
            setNice(task, taskOf(task, who), (int) nice);
        } else {
            for (Task each : task.kernel().tasks()) {
                setNice(task, each, (int) nice);
            }
        }
        return 0;
    }

    private static void setNice(Task task, Task target, int nice) {
        if (nice < target.scheduling().nice() && task.files().credentials().uid() != 0) {
            throw Errno.EACCES.raise();
        }
        target.scheduling().setNice(nice);
    }

    private static Task taskOf(Task task, long pid) {
        if ((int) pid < 0) {
            throw Errno.EINVAL.raise();
        }
        return ThreadSyscalls.taskOf(task, pid);
    }
}
