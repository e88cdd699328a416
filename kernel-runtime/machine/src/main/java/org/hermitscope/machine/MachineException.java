package org.hermitscope.machine;

/// A host failure below the machine: a mapping that was refused, a setting that cannot be met. Never a guest
/// fault.
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MachineException(String message) {
        super(message);
    }

    public MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
