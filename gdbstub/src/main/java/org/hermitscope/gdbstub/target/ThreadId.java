package org.hermitscope.gdbstub.target;

/// A thread of a process.
///
/// @param pid process, 1 or more; a machine without processes says 1
/// @param tid thread, 1 or more, unique over all processes (clients without the multiprocess extension see only
///     this number)
public record ThreadId(int pid, int tid) {

    public ThreadId {
        if (pid < 1 || tid < 1) {
            throw new IllegalArgumentException("thread ids start at 1: p" + pid + "." + tid);
        }
    }

    @Override
    public String toString() {
        return "p" + Integer.toHexString(pid) + "." + Integer.toHexString(tid);
    }
}
