package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.debug.Supervisor;

/// What the kernel does when a task ends (kernel/exit.c, kernel/futex/core.c): robust futexes first, then the tid word.
final class TaskExit {
    private static final int FUTEX_WAITERS = 0x8000_0000;
    private static final int FUTEX_OWNER_DIED = 0x4000_0000;
    private static final int FUTEX_TID = 0x3fff_ffff;
    /// A list longer than this is a loop (ROBUST_LIST_LIMIT).
    private static final int LONGEST_LIST = 2048;

    private TaskExit() {}

    static void leave(Kernel kernel, Task task) {
        Supervisor supervisor = kernel.supervisor();
        task.end(task.exitCode());
        try {
            if (supervisor != null) {
                supervisor.threadEnded(task);
            }
            if (!kernel.ending()) {
                releaseRobustFutexes(kernel, task);
                clearTid(kernel, task);
                kernel.signals().retarget(task);
            }
        } finally {
            kernel.processors().release(task);
            kernel.ended(task, task.exitCode());
        }
    }

    private static void clearTid(Kernel kernel, Task task) {
        long address = task.clearChildTid();
        if (address == 0) {
            return;
        }
        try {
            task.memory().putInt(address, 0);
            int _ = kernel.futexes().wake(address, 1, Futexes.ANY);
        } catch (SyscallException badAddress) {
            // The word may be gone with the stack it lay on.
        }
    }

    private static void releaseRobustFutexes(Kernel kernel, Task task) {
        long head = task.robustList();
        if (head == 0) {
            return;
        }
        try {
            long offset = task.memory().getLong(head + 8);
            long pending = task.memory().getLong(head + 16) & ~1L;
            long entry = task.memory().getLong(head) & ~1L;
            for (int i = 0; entry != head && i < LONGEST_LIST; i++) {
                long next = task.memory().getLong(entry) & ~1L;
                if (entry != pending) {
                    ownerDied(kernel, task, entry + offset);
                }
                entry = next;
            }
            if (pending != 0) {
                ownerDied(kernel, task, pending + offset);
            }
        } catch (SyscallException badAddress) {
            // A list that cannot be read ends there.
        }
    }

    private static void ownerDied(Kernel kernel, Task task, long word) {
        if ((word & 3) != 0) {
            return;
        }
        int value;
        do {
            value = task.memory().getIntVolatile(word);
            if ((value & FUTEX_TID) != task.tid()) {
                return;
            }
        } while (!task.memory().compareAndSetInt(word, value, value & FUTEX_WAITERS | FUTEX_OWNER_DIED));
        if ((value & FUTEX_WAITERS) != 0) {
            int _ = kernel.futexes().wake(word, 1, Futexes.ANY);
        }
    }
}
