package org.hermitscope.kernel.abi;

/// How an interrupted system call goes on. The guest never sees these numbers, except a debugger that reads RAX.
/// The names and numbers are those of Linux's include/linux/errno.h.
public enum Restart {
    /// Restarted unless a handler without SA_RESTART runs (EINTR then): read, write, accept, futex without timeout.
    SYS(512),
    /// Always restarted.
    NOINTR(513),
    /// EINTR if any handler runs, else restarted: pause, sigsuspend, sigtimedwait.
    NOHAND(514),
    /// EINTR if any handler runs, else continued by restart_syscall(2) with what the call left in its task: nanosleep,
    /// poll, futex with a timeout.
    RESTART_BLOCK(516);

    private final int number;

    Restart(int number) {
        this.number = number;
    }

    /// The preallocated exception to throw.
    public SyscallException raise() {
        return SyscallException.of(this);
    }

    /// What the call seems to return: the negative number.
    public long result() {
        return -number;
    }
}
