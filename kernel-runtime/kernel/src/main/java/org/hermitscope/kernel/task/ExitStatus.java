package org.hermitscope.kernel.task;

import org.hermitscope.kernel.signal.SignalInfo;

/// How a process ended.
public sealed interface ExitStatus {
    /// It called exit_group(2), or its last thread exit(2).
    ///
    /// @param code the low 8 bits of what it said
    record Exited(int code) implements ExitStatus {}

    /// A signal killed it.
    ///
    /// @param info the signal; for faults si_addr is where
    /// @param core whether the default action would dump core
    /// @param pc where the thread was that took the signal
    /// @param access what it tried there
    record Killed(SignalInfo info, boolean core, long pc, Access access) implements ExitStatus {}

    /// What kind of access a fault was.
    enum Access {
        NONE,
        READ,
        WRITE,
        EXECUTE
    }

    /// What a shell shows: the exit status, or 128 plus the signal.
    default int code() {
        return switch (this) {
            case Exited exited -> exited.code();
            case Killed killed -> 128 + killed.info().number();
        };
    }

    /// As wait(2) encodes it.
    default int waitStatus() {
        return switch (this) {
            case Exited exited -> exited.code() << 8;
            case Killed killed -> killed.info().number() | (killed.core() ? 0x80 : 0);
        };
    }
}
