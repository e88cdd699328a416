package org.hermitscope.kernel.syscall;

import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.ResourceLimits;
import org.hermitscope.kernel.task.Scheduling;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.Protection;
import org.jspecify.annotations.Nullable;

/// How threads are scheduled: policies, priorities, nice values, and on which processors (man 7 sched).
final class SchedulingSyscalls {
    private static final int RESET_ON_FORK = 0x4000_0000;

    /// Sizes of struct sched_attr: the first one, the present one, the largest accepted.
    private static final int ATTR_FIRST = 48;

    private static final int ATTR_SIZE = 56;
    private static final int ATTR_LARGEST = 4096;

    private static final int ATTR_POLICY = 4;
    private static final int ATTR_FLAGS = 8;
    private static final int ATTR_NICE = 16;
    private static final int ATTR_PRIORITY = 20;
    private static final int ATTR_RUNTIME = 24;

    private static final int FLAG_RESET_ON_FORK = 1;
    private static final int FLAG_KEEP_POLICY = 8;
    private static final int FLAG_KEEP_PARAMS = 16;
    private static final int FLAGS_UTIL_CLAMP = 0x60;
    private static final int FLAGS_ALL = 0x7f;

    private static final int PRIO_PROCESS = 0;
    private static final int PRIO_PGRP = 1;
    private static final int PRIO_USER = 2;
    /// getpriority(2) cannot return negative numbers: it returns 20 less the nice value.
    private static final int NICE_BASE = 20;

    private SchedulingSyscalls() {}

    static long giveWay(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        task.yieldProcessor();
        return 0;
    }

    static long getaffinity(Task task, long pid, long size, long address, long a3, long a4, long a5) {
        int processors = task.kernel().processorCount();
        Task target = taskOf(task, pid);
        int bytes = (int) (size & 0xffff_ffffL);
        if ((bytes & 7) != 0 || bytes <= 0 || bytes * 8L < processors) {
            throw Errno.EINVAL.raise();
        }
        task.memory().putLong(address, target.affinity());
        return Long.BYTES;
    }

    static long setaffinity(Task task, long pid, long size, long address, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        int bytes = (int) Math.min(size & 0xffff_ffffL, Long.BYTES);
        byte[] mask = task.memory().read(address, bytes);
        long wanted = 0;
        for (int i = 0; i < bytes; i++) {
            wanted |= (mask[i] & 0xffL) << 8 * i;
        }
        wanted &= task.kernel().allProcessors();
        if (wanted == 0) {
            throw Errno.EINVAL.raise();
        }
        target.setAffinity(wanted);
        return 0;
    }

    static long getscheduler(Task task, long pid, long a1, long a2, long a3, long a4, long a5) {
        Scheduling scheduling = positive(task, pid).scheduling();
        return scheduling.policy() | (scheduling.resetOnFork() ? RESET_ON_FORK : 0);
    }

    static long setscheduler(Task task, long pid, long policy, long parameter, long a3, long a4, long a5) {
        requirePointer(parameter);
        if ((int) policy < 0) {
            throw Errno.EINVAL.raise();
        }
        int priority = task.memory().getInt(parameter);
        Scheduling scheduling = positive(task, pid).scheduling();
        boolean reset = ((int) policy & RESET_ON_FORK) != 0;
        change(task, scheduling, (int) policy & ~RESET_ON_FORK, priority, reset);
        return 0;
    }

    static long getparam(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        requirePointer(address);
        task.memory().putInt(address, positive(task, pid).scheduling().priority());
        return 0;
    }

    static long setparam(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        requirePointer(address);
        int priority = task.memory().getInt(address);
        Scheduling scheduling = positive(task, pid).scheduling();
        change(task, scheduling, scheduling.policy(), priority, scheduling.resetOnFork());
        return 0;
    }

    /// EINVAL for a priority that the policy does not have, EPERM for one that the process may not have.
    private static void change(Task task, Scheduling scheduling, int policy, int priority, boolean reset) {
        boolean realtime = Scheduling.isRealtime(policy);
        switch (policy) {
            case Scheduling.OTHER, Scheduling.BATCH, Scheduling.IDLE, Scheduling.FIFO, Scheduling.RR -> {
                int most = realtime ? Scheduling.PRIORITY_MAX : 0;
                if (priority < (realtime ? 1 : 0) || priority > most) {
                    throw Errno.EINVAL.raise();
                }
            }
            default -> throw Errno.EINVAL.raise();
        }
        boolean privileged = task.kernel().identity().privileged();
        if (realtime
                && !privileged
                && priority > scheduling.priority()
                && priority > task.kernel().limits().effective(ResourceLimits.RTPRIO)) {
            throw Errno.EPERM.raise();
        }
        if (scheduling.resetOnFork() && !reset && !privileged) {
            throw Errno.EPERM.raise();
        }
        scheduling.set(policy, priority, reset);
    }

    static long priorityMax(Task task, long policy, long a1, long a2, long a3, long a4, long a5) {
        return hasPriorities(policy) ? Scheduling.PRIORITY_MAX : 0;
    }

    static long priorityMin(Task task, long policy, long a1, long a2, long a3, long a4, long a5) {
        return hasPriorities(policy) ? 1 : 0;
    }

    private static boolean hasPriorities(long policy) {
        return switch ((int) policy) {
            case Scheduling.FIFO, Scheduling.RR -> true;
            case Scheduling.OTHER, Scheduling.BATCH, Scheduling.IDLE, Scheduling.DEADLINE, Scheduling.EXT -> false;
            default -> throw Errno.EINVAL.raise();
        };
    }

    static long rrGetInterval(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        Scheduling scheduling = positive(task, pid).scheduling();
        long nanos = scheduling.policy() == Scheduling.FIFO ? 0 : scheduling.sliceNanos();
        TimeSyscalls.putTimespec(task.memory(), address, nanos);
        return 0;
    }

    static long getattr(Task task, long pid, long address, long size, long flags, long a4, long a5) {
        long bytes = size & 0xffff_ffffL;
        requirePointer(address);
        if (bytes < ATTR_FIRST || bytes > ATTR_LARGEST || (int) flags != 0) {
            throw Errno.EINVAL.raise();
        }
        Scheduling scheduling = positive(task, pid).scheduling();
        boolean realtime = Scheduling.isRealtime(scheduling.policy());
        int told = (int) Math.min(bytes, ATTR_SIZE);
        UserMemory memory = task.memory();
        memory.clear(address, told);
        memory.putInt(address, told);
        memory.putInt(address + ATTR_POLICY, scheduling.policy());
        memory.putLong(address + ATTR_FLAGS, scheduling.resetOnFork() ? FLAG_RESET_ON_FORK : 0);
        memory.putInt(address + ATTR_NICE, realtime ? 0 : scheduling.nice());
        memory.putInt(address + ATTR_PRIORITY, scheduling.priority());
        memory.putLong(address + ATTR_RUNTIME, realtime ? 0 : scheduling.sliceNanos());
        return 0;
    }

    static long setattr(Task task, long pid, long address, long flags, long a3, long a4, long a5) {
        requirePointer(address);
        if ((int) flags != 0) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        requireSize(memory, address);
        int policy = memory.getInt(address + ATTR_POLICY);
        final long wanted = memory.getLong(address + ATTR_FLAGS);
        int nice = memory.getInt(address + ATTR_NICE);
        int priority = memory.getInt(address + ATTR_PRIORITY);
        if (policy < 0 || (wanted & ~FLAGS_ALL) != 0) {
            throw Errno.EINVAL.raise();
        }
        if ((wanted & FLAGS_UTIL_CLAMP) != 0) {
            throw Errno.EOPNOTSUPP.raise();
        }
        Scheduling scheduling = positive(task, pid).scheduling();
        if ((wanted & FLAG_KEEP_POLICY) != 0) {
            policy = scheduling.policy();
        }
        if ((wanted & FLAG_KEEP_PARAMS) != 0) {
            nice = scheduling.nice();
            priority = scheduling.priority();
        }
        if (policy == Scheduling.DEADLINE) {
            throw Errno.EPERM.raise();
        }
        boolean fair = !Scheduling.isRealtime(policy);
        if (fair && !mayBeNice(task, scheduling, nice)) {
            throw Errno.EPERM.raise();
        }
        change(task, scheduling, policy, priority, (wanted & FLAG_RESET_ON_FORK) != 0);
        if (fair) {
            scheduling.setNice(nice);
        }
        return 0;
    }

    /// A structure that is too small or has fields of a later kernel: E2BIG, and the present size is told.
    private static void requireSize(UserMemory memory, long address) {
        int size = memory.getInt(address);
        if (size == 0) {
            size = ATTR_FIRST;
        }
        boolean good = size >= ATTR_FIRST && size <= ATTR_LARGEST;
        if (good) {
            byte[] all = memory.read(address, size);
            for (int i = ATTR_SIZE; i < size; i++) {
                good &= all[i] == 0;
            }
        }
        if (!good) {
            memory.check(address, Integer.BYTES, Protection.WRITE);
            memory.putInt(address, ATTR_SIZE);
            throw Errno.E2BIG.raise();
        }
    }

    private static boolean mayBeNice(Task task, Scheduling scheduling, int nice) {
        int wanted = Math.clamp(nice, Scheduling.NICE_BEST, Scheduling.NICE_WORST);
        return wanted >= scheduling.nice()
                || task.kernel().identity().privileged()
                || (long) NICE_BASE - wanted <= task.kernel().limits().effective(ResourceLimits.NICE);
    }

    static long getpriority(Task task, long which, long who, long a2, long a3, long a4, long a5) {
        int best = Scheduling.NICE_WORST;
        for (Task each : group(task, which, who)) {
            best = Math.min(best, each.scheduling().nice());
        }
        return (long) NICE_BASE - best;
    }

    static long setpriority(Task task, long which, long who, long nice, long a3, long a4, long a5) {
        for (Task each : group(task, which, who)) {
            if (!mayBeNice(task, each.scheduling(), (int) nice)) {
                throw Errno.EACCES.raise();
            }
            each.scheduling().setNice((int) nice);
        }
        return 0;
    }

    /// Whom a nice value concerns: one thread, or all, since there is one process. ESRCH for somebody else's.
    private static Iterable<Task> group(Task task, long which, long who) {
        int id = (int) who;
        boolean all = switch ((int) which) {
            case PRIO_PROCESS -> false;
            case PRIO_PGRP -> id == 0 || id == task.pid();
            case PRIO_USER -> id == 0 || id == task.kernel().identity().user(0);
            default -> throw Errno.EINVAL.raise();
        };
        if (all) {
            return task.kernel().tasks();
        }
        if ((int) which != PRIO_PROCESS) {
            throw Errno.ESRCH.raise();
        }
        return List.of(taskOf(task, who));
    }

    private static void requirePointer(long address) {
        if (address == 0) {
            throw Errno.EINVAL.raise();
        }
    }

    private static Task positive(Task task, long pid) {
        if ((int) pid < 0) {
            throw Errno.EINVAL.raise();
        }
        return taskOf(task, pid);
    }

    private static Task taskOf(Task task, long pid) {
        @Nullable Task found = (int) pid == 0 ? task : task.kernel().task((int) pid);
        if (found == null) {
            throw Errno.ESRCH.raise();
        }
        return found;
    }
}
