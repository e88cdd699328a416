package org.hermitscope.kernel.abi;

import org.jspecify.annotations.Nullable;

/// How a system call fails: thrown by a handler, caught in one place, the dispatcher, which gives the guest
/// [#result]. Every instance is preallocated ([Errno#raise], [Restart#raise]) and has neither stack trace nor cause.
public final class SyscallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// By number, those of [Restart] behind those of [Errno].
    private static final SyscallException[] BY_NUMBER = new SyscallException[1024];

    static {
        for (Errno errno : Errno.values()) {
            BY_NUMBER[(int) -errno.result()] = new SyscallException(errno, errno.name(), errno.result());
        }
        for (Restart restart : Restart.values()) {
            BY_NUMBER[(int) -restart.result()] = new SyscallException(null, restart.name(), restart.result());
        }
    }

    private final transient @Nullable Errno errno;
    private final long result;

    private SyscallException(@Nullable Errno errno, String name, long result) {
        super(name, null, false, false);
        this.errno = errno;
        this.result = result;
    }

    static SyscallException of(Errno errno) {
        return BY_NUMBER[errno.number()];
    }

    static SyscallException of(Restart restart) {
        return BY_NUMBER[(int) -restart.result()];
    }

    /// The error, or null for a [Restart].
    public @Nullable Errno errno() {
        return errno;
    }

    /// What the call returns: a negative error number, or one of the negative numbers of [Restart].
    public long result() {
        return result;
    }
}
