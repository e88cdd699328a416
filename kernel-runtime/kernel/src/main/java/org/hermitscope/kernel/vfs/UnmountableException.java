package org.hermitscope.kernel.vfs;

/// A mount that can't be made: nothing there, or no place for it in the guest. The message is for the user.
public final class UnmountableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnmountableException(String message) {
        super(message);
    }

    public UnmountableException(String message, Throwable cause) {
        super(message, cause);
    }
}
