package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.task.CloneRequest;
import org.hermitscope.kernel.task.MemoryBarriers;
import org.hermitscope.kernel.task.Task;

/// Making threads, what they are told at their end, and what orders their accesses to memory.
final class ThreadSyscalls {
    private static final int ROBUST_HEAD_SIZE = 24;
    private static final int CLONE_ARGS_SMALLEST = 64;
    private static final int CLONE_ARGS_SIZE = 88;
    private static final int PAGE = 4096;

    private static final int MEMBARRIER_QUERY = 0;
    private static final int MEMBARRIER_RSEQ = 128;
    private static final int MEMBARRIER_FLAG_CPU = 1;

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

    static long rseq(Task task, long area, long size, long flags, long signature, long a4, long a5) {
        return task.restartable().change(area, size & 0xffff_ffffL, (int) flags, (int) signature);
    }

    static long getcpu(Task task, long cpu, long node, long a2, long a3, long a4, long a5) {
        if (cpu != 0) {
            task.memory().putInt(cpu, task.processor());
        }
        if (node != 0) {
            task.memory().putInt(node, 0);
        }
        return 0;
    }

    static long membarrier(Task task, long command, long flags, long cpu, long a3, long a4, long a5) {
        int wanted = (int) command;
        boolean one = (int) flags == MEMBARRIER_FLAG_CPU && wanted == MEMBARRIER_RSEQ;
        if ((int) flags != 0 && !one) {
            throw Errno.EINVAL.raise();
        }
        if (wanted == MEMBARRIER_QUERY) {
            return MemoryBarriers.ALL;
        }
        if (!one) {
            return task.kernel().barriers().serve(task, wanted);
        }
        return task.kernel().barriers().restartSequences(task, Math.max(-1, (int) cpu));
    }

    private static Task taskOf(Task task, long pid) {
        Task found = (int) pid == 0 ? task : task.kernel().task((int) pid);
        if (found == null) {
            throw Errno.ESRCH.raise();
        }
        return found;
    }
}
