package org.hermitscope.kernel.signal;

/// What a process does about one signal (man 2 rt_sigaction).
///
/// @param handler a guest address, [#DEFAULT] or [#IGNORE]
/// @param flags SA_ bits
/// @param restorer where a handler returns to, with [#RESTORER]
/// @param mask signals held back while the handler runs
public record SignalAction(long handler, long flags, long restorer, long mask) {
    public static final long DEFAULT = 0;
    public static final long IGNORE = 1;

    public static final int NOCLDSTOP = 1;
    public static final int SIGINFO = 4;
    public static final int RESTORER = 0x0400_0000;
    public static final int ONSTACK = 0x0800_0000;
    public static final int RESTART = 0x1000_0000;
    public static final int NODEFER = 0x4000_0000;
    public static final long RESETHAND = 0x8000_0000L;

    private static final int NOCLDWAIT = 2;
    private static final int EXPOSE_TAGBITS = 0x800;
    /// The flags that are kept, so that programs can tell which ones mean something (man 2 sigaction, "Dynamically
    /// probing for flag bit support").
    public static final long KNOWN =
            NOCLDSTOP | NOCLDWAIT | SIGINFO | EXPOSE_TAGBITS | RESTORER | ONSTACK | RESTART | NODEFER | RESETHAND;

    /// What every signal begins with.
    public static final SignalAction INITIAL = new SignalAction(DEFAULT, 0, 0, 0);

    /// What SA_RESETHAND leaves: everything but the handler.
    public SignalAction reset() {
        return new SignalAction(DEFAULT, flags, restorer, mask);
    }

    public boolean handled() {
        return handler != DEFAULT && handler != IGNORE;
    }

    /// Whether a signal would have no effect at all.
    public boolean ignores(int number) {
        return handler == IGNORE || handler == DEFAULT && Signal.defaultAction(number) == Signal.Default.IGNORE;
    }
}
