package org.hermitscope.gdbstub.wire;

/// A packet that does not follow its syntax. Answered with EINVAL; nothing has been done then.
public final class MalformedPacket extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what was expected, and where
    public MalformedPacket(String message) {
        // What a client sends is no fault of the program: no stack.
        super(message, null, false, false);
    }
}
