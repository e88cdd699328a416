package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.task.Task;

/// One system call. It returns what the guest finds in RAX, and fails by throwing
/// [org.hermitscope.kernel.abi.Errno#raise].
@FunctionalInterface
public interface SyscallHandler {
    /// Serves one call.
    ///
    /// @param task who calls
    /// @param a0 RDI
    /// @param a1 RSI
    /// @param a2 RDX
    /// @param a3 R10
    /// @param a4 R8
    /// @param a5 R9
    long call(Task task, long a0, long a1, long a2, long a3, long a4, long a5);
}
