package org.hermitscope.monitor.server;

/// The monitor cannot be served or reached; the message says where and why.
public final class MonitorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MonitorException(String message, Throwable cause) {
        super(message, cause);
    }
}
