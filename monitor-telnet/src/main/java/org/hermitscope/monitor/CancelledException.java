package org.hermitscope.monitor;

/// Ends a cancelled command from inside [Output#print] or [Cancellation#check]. A command need not catch
/// it; if it holds something, `finally` is the place to let go of it.
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// For an [Output] whose reader is gone.
    public CancelledException() {
        super("cancelled", null, false, false);
    }
}
