package org.hermitscope.kernel.debug;

import org.hermitscope.kernel.signal.SignalInfo;
import org.jspecify.annotations.Nullable;

/// How a stopped thread goes on.
///
/// @param step one instruction, then [StopEvent.Stepped]
/// @param signal the signal to deliver first, 0 for none. After [StopEvent.Signal], its own number passes it on as it
///     was, 0 discards it, another number replaces it
/// @param details of that signal, where they shall differ from what they were or from those of kill(2)
public record Resumption(boolean step, int signal, @Nullable SignalInfo details) {
    public static final Resumption CONTINUE = new Resumption(false, 0);
    public static final Resumption STEP = new Resumption(true, 0);

    public Resumption(boolean step, int signal) {
        this(step, signal, null);
    }
}
