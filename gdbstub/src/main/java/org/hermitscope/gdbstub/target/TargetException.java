package org.hermitscope.gdbstub.target;

/// The target refuses what the client asked for. The session goes on; the client is told the number, and the
/// text where gdb shows it.
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Linux errno values that targets need most.
    public static final int EPERM = 1;

    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EIO = 5;
    public static final int EBADF = 9;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int ENOSYS = 38;

    private final int errno;

    /// @param errno as Linux numbers them
    /// @param message one line for the user of the debugger: what was refused and why
    public TargetException(int errno, String message) {
        // Expected answers, not faults of the program: their stack tells nothing.
        super(message, null, false, false);
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }

    /// The one-line text.
    public String text() {
        String message = getMessage();
        return message == null ? "error " + errno : message;
    }
}
