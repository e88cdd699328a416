package org.hermitscope.kernel.task;

import org.hermitscope.kernel.signal.SignalInfo;

/// Sees what happens to tasks besides their system calls. Called on the task's thread, which waits.
public interface TaskObserver {
    /// A signal is about to take effect: a handler, the default action, or nothing.
    void signalled(Task task, SignalInfo info);

    /// A task has ended.
    ///
    /// @param status how, as the process's would be if it ended now
    void ended(Task task, ExitStatus status);
}
