package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.debug.Supervisor;

/// What the kernel does when a task ends (kernel/exit.c, kernel/futex/core.c): robust futexes first, then the
/// tid word.
final class TaskExit {
    private static final int FUTEX_WAITERS = PriorityFutexes.WAITERS;
    private static final int FUTEX_OWNER_DIED = PriorityFutexes.OWNER_DIED;
    private static final int FUTEX_TID = PriorityFutexes.TID;
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
                kernel.priorityFutexes().ownerExits(task);
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
            final long offset = task.memory().getLong(head + 8);
            final long pending = task.memory().getLong(head + 16);
            long entry = task.memory().getLong(head);
            for (int i = 0; address(entry) != head && i < LONGEST_LIST; i++) {
                // Before the word is released: its next owner may take the entry apart.
                final long next = task.memory().getLong(address(entry));
                if (address(entry) != address(pending)) {
                    ownerDied(kernel, task, address(entry) + offset, isPriority(entry), false);
                }
                entry = next;
            }
            if (address(pending) != 0) {
                ownerDied(kernel, task, address(pending) + offset, isPriority(pending), true);
            }
        } catch (SyscallException badAddress) {
            // A list that cannot be read ends there.
        }
    }

    /// Bit 0 of a pointer in the list says that the futex inherits priority.
    private static boolean isPriority(long entry) {
        return (entry & 1) != 0;
    }

    private static long address(long entry) {
        return entry & ~1L;
    }

    /// Releases one word.
    ///
    /// @param pending whether the task died while it took or gave it
    private static void ownerDied(Kernel kernel, Task task, long word, boolean priority, boolean pending) {
        if ((word & 3) != 0) {
            return;
        }
        int value;
        do {
            value = task.memory().getIntVolatile(word);
            if (pending && !priority && value == 0) {
                // It had released the word, but not yet woken anybody.
                int _ = kernel.futexes().wake(word, 1, Futexes.ANY);
                return;
            }
            if ((value & FUTEX_TID) != task.tid()) {
                return;
            }
        } while (!task.memory().compareAndSetInt(word, value, value & FUTEX_WAITERS | FUTEX_OWNER_DIED));
        if (!priority && (value & FUTEX_WAITERS) != 0) {
            int _ = kernel.futexes().wake(word, 1, Futexes.ANY);
        }
    }
}
