package org.hermitscope.gdbstub;

/// The server cannot listen: the port is taken, the address is not of this host, or the port is privileged.
public final class GdbServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message one line with address and reason
    public GdbServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
