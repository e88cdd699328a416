package org.hermitscope.kernel.signal;

import java.util.Arrays;

/// The actions of a process for all signals. Reads take no lock.
public final class SignalActions {
    private final SignalAction[] actions = new SignalAction[Signal.LAST + 1];

    public SignalActions() {
        Arrays.fill(actions, SignalAction.INITIAL);
    }

    public SignalAction get(int number) {
        return actions[number];
    }

    /// Sets an action and returns the one before.
    public synchronized SignalAction set(int number, SignalAction action) {
        SignalAction old = actions[number];
        actions[number] = action;
        return old;
    }
}
