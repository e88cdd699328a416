package org.hermitscope.kernel.task;

/// The rest of an interrupted system call with a timeout: what restart_syscall(2) goes on with.
@FunctionalInterface
public interface Resumable {
    /// Goes on; the result is that of the original call.
    long resume(Task task);
}
