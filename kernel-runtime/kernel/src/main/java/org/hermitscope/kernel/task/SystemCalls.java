package org.hermitscope.kernel.task;

/// What serves a task's system calls: the dispatcher over the table.
public interface SystemCalls {
    /// Serves the call whose number and arguments are in the task's registers, and puts the result into RAX.
    void serve(Task task);
}
