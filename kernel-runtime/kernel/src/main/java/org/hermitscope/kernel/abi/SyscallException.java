package org.hermitscope.kernel.abi;

import org.jspecify.annotations.Nullable;

/// How a system call fails: thrown by a handler, caught in one place, the dispatcher, which gives the guest
/// [#result]. Every instance is preallocated ([Errno#raise], [Restart#raise]) and has neither stack trace nor cause.
public final class SyscallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Errno errno;
    private final long result;

    SyscallException(@Nullable Errno errno, long result) {
        super(errno == null ? "restart " + result : errno.name(), null, false, false);
        this.errno = errno;
        this.result = result;
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
