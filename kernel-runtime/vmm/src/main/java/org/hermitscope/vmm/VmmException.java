package org.hermitscope.vmm;

import java.io.Serial;
import java.util.Objects;

/// A machine could not be built, started or kept running. The message is one line for the person who started
/// it: what was wrong and how to mend it. It does not begin with the program's name.
public final class VmmException extends RuntimeException {
    /// Our own failure.
    public static final int FAILURE = 1;

    /// A wrong option, variable, program or setting of the host.
    public static final int USAGE = 2;

    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    public VmmException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public VmmException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// With which status the process ends.
    public int exitCode() {
        return exitCode;
    }
}
