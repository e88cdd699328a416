package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.task.Task;
import org.jspecify.annotations.Nullable;

/// Sees every system call before and after it is served, on the task's thread. Strace is one.
public interface SyscallObserver {
    /// A call begins; its arguments are in the task's registers.
    ///
    /// @param entry null for a number that Linux has no call for
    void entered(Task task, int number, @Nullable SyscallEntry entry, long[] arguments);

    /// It is done.
    ///
    /// @param result what RAX will hold
    void left(Task task, int number, @Nullable SyscallEntry entry, long[] arguments, long result);
}
