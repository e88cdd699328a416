package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.debug.Supervisor;

/// What the kernel does when a task ends (kernel/exit.c, kernel/futex/core.c): robust futexes first, then the tid word.
final class TaskExit {
    /// The low bit of a list entry: the futex is one of [PiFutexes].
    private static final long PI = 1;

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
                kernel.piFutexes().ownerDied(task);
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
            long pending = task.memory().getLong(head + 16);
            long entry = task.memory().getLong(head);
            for (int i = 0; (entry & ~PI) != head && i < LONGEST_LIST; i++) {
                long next = task.memory().getLong(entry & ~PI);
                if ((entry & ~PI) != (pending & ~PI)) {
                    ownerDied(kernel, task, (entry & ~PI) + offset, (entry & PI) != 0);
                }
                entry = next;
            }
            if ((pending & ~PI) != 0) {
                ownerDied(kernel, task, (pending & ~PI) + offset, (pending & PI) != 0);
            }
        } catch (SyscallException badAddress) {
            // A list that cannot be read ends there.
        }
    }

    private static void ownerDied(Kernel kernel, Task task, long word, boolean handedOver) {
        if ((word & 3) != 0) {
            return;
        }
        int value;
        do {
            value = task.memory().getIntVolatile(word);
            if ((value & PiFutexes.TID) != task.tid()) {
                return;
            }
        } while (!task.memory().compareAndSetInt(word, value, value & PiFutexes.WAITERS | PiFutexes.OWNER_DIED));
        if ((value & PiFutexes.WAITERS) != 0 && !handedOver) {
            int _ = kernel.futexes().wake(word, 1, Futexes.ANY);
        }
    }
}
