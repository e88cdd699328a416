package org.hermitscope.kernel.debug;

/// How a stopped thread goes on.
///
/// @param step one instruction, then [StopEvent.Stepped]
/// @param signal the signal to deliver first, 0 for none. After [StopEvent.Signal], its own number passes it on as it
///     was, 0 discards it, another number replaces it
public record Resumption(boolean step, int signal) {
    public static final Resumption CONTINUE = new Resumption(false, 0);
    public static final Resumption STEP = new Resumption(true, 0);
}
