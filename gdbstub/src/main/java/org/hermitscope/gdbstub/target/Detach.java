package org.hermitscope.gdbstub.target;

/// What becomes of the program when its debugger leaves.
public enum Detach {
    /// All threads run on.
    RUN_ON,
    /// All threads stand still (a running program is stopped) until the next client comes.
    STAY_STOPPED
}
