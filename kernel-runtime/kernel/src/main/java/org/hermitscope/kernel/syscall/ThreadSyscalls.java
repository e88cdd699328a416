package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.task.CloneRequest;
import org.hermitscope.kernel.task.Task;

/// Making threads, what they are told at their end, and how they are scheduled.
final class ThreadSyscalls {
    private static final int ROBUST_HEAD_SIZE = 24;
    private static final int CLONE_ARGS_SMALLEST = 64;
    private static final int CLONE_ARGS_SIZE = 88;
    private static final int PAGE = 4096;

    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_RR = 2;
    private static final int SCHED_BATCH = 3;
    private static final int SCHED_IDLE = 5;
    private static final int SCHED_DEADLINE = 6;
    private static final long ROUND_ROBIN_NANOS = 4_000_000;

    private static final int MEMBARRIER_QUERY = 0;
    private static final int MEMBARRIER_ALL = 0x1ff;

    private ThreadSyscalls() {}

    static long clone(Task task, long flags, long stack, long parentTid, long childTid, long tls, long a5) {
        return make(task, new CloneRequest(flags, stack, parentTid, childTid, tls, (int) flags & 0xff));
    }

    static long clone3(Task task, long address, long size, long a2, long a3, long a4, long a5) {
        if (size > PAGE) {
            throw Errno.E2BIG.raise();
        }
        if (size < CLONE_ARGS_SMALLEST) {
            throw Errno.EINVAL.raise();
        }
        byte[] all = task.memory().read(address, (int) size);
        for (int i = CLONE_ARGS_SIZE; i < all.length; i++) {
            if (all[i] != 0) {
                throw Errno.E2BIG.raise();
            }
        }
        long flags = LittleEndian.getLong(all, 0);
        long exitSignal = LittleEndian.getLong(all, 32);
        long stack = LittleEndian.getLong(all, 40);
        long stackSize = LittleEndian.getLong(all, 48);
        if ((flags & 0xff) != 0
                || (exitSignal & ~0xffL) != 0
                || (flags & CloneRequest.THREAD) != 0 && exitSignal != 0
                || (stack == 0) != (stackSize == 0)) {
            throw Errno.EINVAL.raise();
        }
        return make(
                task,
                new CloneRequest(
                        flags,
                        stack == 0 ? 0 : stack + stackSize,
                        LittleEndian.getLong(all, 24),
                        LittleEndian.getLong(all, 16),
                        LittleEndian.getLong(all, 56),
                        (int) exitSignal));
    }

    private static long make(Task task, CloneRequest request) {
        request.check();
        if (!request.isThread()) {
            return ProcessSyscalls.noNewProcess(task, 0, 0, 0, 0, 0, 0);
        }
        return request.make(task);
    }

    static long setTidAddress(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        task.setClearChildTid(address);
        return task.tid();
    }

    static long setRobustList(Task task, long head, long size, long a2, long a3, long a4, long a5) {
        if (size != ROBUST_HEAD_SIZE) {
            throw Errno.EINVAL.raise();
        }
        task.setRobustList(head);
        return 0;
    }

    static long getRobustList(Task task, long pid, long head, long size, long a3, long a4, long a5) {
        Task target = taskOf(task, pid);
        task.memory().putLong(size, ROBUST_HEAD_SIZE);
        task.memory().putLong(head, target.robustList());
        return 0;
    }

    static long schedYield(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        task.yieldProcessor();
        return 0;
    }

    static long schedGetaffinity(Task task, long pid, long size, long address, long a3, long a4, long a5) {
        int processors = task.kernel().processorCount();
        Task _ = taskOf(task, pid);
        int bytes = (processors + 63) / 64 * 8;
        if ((size & 7) != 0 || size * 8 < processors || size <= 0) {
            throw Errno.EINVAL.raise();
        }
        byte[] mask = new byte[bytes];
        for (int i = 0; i < processors; i++) {
            mask[i / 8] = (byte) (mask[i / 8] | 1 << i % 8);
        }
        task.memory().write(address, mask, 0, bytes);
        return bytes;
    }

    /// Any set that names a processor will do: tasks run wherever one is free.
    static long schedSetaffinity(Task task, long pid, long size, long address, long a3, long a4, long a5) {
        Task _ = taskOf(task, pid);
        int processors = task.kernel().processorCount();
        int bytes = (int) Math.min(Math.max(size, 0), (processors + 7) / 8);
        byte[] mask = task.memory().read(address, bytes);
        for (int i = 0; i < Math.min(processors, bytes * 8); i++) {
            if ((mask[i / 8] >> i % 8 & 1) != 0) {
                return 0;
            }
        }
        throw Errno.EINVAL.raise();
    }

    static long schedGetscheduler(Task task, long pid, long a1, long a2, long a3, long a4, long a5) {
        Task _ = taskOf(task, pid);
        return SCHED_OTHER;
    }

    static long schedSetscheduler(Task task, long pid, long policy, long parameter, long a3, long a4, long a5) {
        Task _ = taskOf(task, pid);
        int priority = task.memory().getInt(parameter);
        return switch ((int) policy) {
            case SCHED_OTHER, SCHED_BATCH, SCHED_IDLE -> {
                if (priority != 0) {
                    throw Errno.EINVAL.raise();
                }
                yield 0;
            }
            case SCHED_FIFO, SCHED_RR -> throw Errno.EPERM.raise();
            default -> throw Errno.EINVAL.raise();
        };
    }

    static long schedGetparam(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        Task _ = taskOf(task, pid);
        task.memory().putInt(address, 0);
        return 0;
    }

    static long schedSetparam(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        return schedSetscheduler(task, pid, SCHED_OTHER, address, 0, 0, 0);
    }

    static long schedPriorityMax(Task task, long policy, long a1, long a2, long a3, long a4, long a5) {
        return isRealtime(policy) ? 99 : 0;
    }

    static long schedPriorityMin(Task task, long policy, long a1, long a2, long a3, long a4, long a5) {
        return isRealtime(policy) ? 1 : 0;
    }

    private static boolean isRealtime(long policy) {
        return switch ((int) policy) {
            case SCHED_FIFO, SCHED_RR -> true;
            case SCHED_OTHER, SCHED_BATCH, SCHED_IDLE, SCHED_DEADLINE -> false;
            default -> throw Errno.EINVAL.raise();
        };
    }

    static long schedRrGetInterval(Task task, long pid, long address, long a2, long a3, long a4, long a5) {
        Task _ = taskOf(task, pid);
        TimeSyscalls.putTimespec(task.memory(), address, ROUND_ROBIN_NANOS);
        return 0;
    }

    /// 20 minus the nice value, which is 0.
    static long getpriority(Task task, long which, long who, long a2, long a3, long a4, long a5) {
        if (which < 0 || which > 2) {
            throw Errno.EINVAL.raise();
        }
        return 20;
    }

    static long setpriority(Task task, long which, long who, long nice, long a3, long a4, long a5) {
        if (which < 0 || which > 2) {
            throw Errno.EINVAL.raise();
        }
        return 0;
    }

    /// Host threads see each other's stores in order anyway once a fence has run on each; leaving guest code is one.
    static long membarrier(Task task, long command, long flags, long a2, long a3, long a4, long a5) {
        int wanted = (int) command;
        if (flags != 0 || (wanted & ~MEMBARRIER_ALL) != 0 || Integer.bitCount(wanted) > 1) {
            throw Errno.EINVAL.raise();
        }
        if (wanted == MEMBARRIER_QUERY) {
            return MEMBARRIER_ALL;
        }
        return task.kernel().barriers().serve(wanted);
    }

    private static Task taskOf(Task task, long pid) {
        Task found = (int) pid == 0 ? task : task.kernel().task((int) pid);
        if (found == null) {
            throw Errno.ESRCH.raise();
        }
        return found;
    }
}
