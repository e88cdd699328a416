package org.hermitscope.gdbstub.target;

/// Capability: details of the signal a thread stopped with. Packets `qXfer:siginfo:read` and `write`.
public interface Siginfo {

    /// The `siginfo_t` as the program will see it (128 bytes for Linux x86-64).
    ///
    /// @throws TargetException if the thread did not stop with a signal
    byte[] siginfo(ThreadId thread);

    /// Replaces it. The array has the length that [#siginfo] returned.
    void siginfo(ThreadId thread, byte[] replacement);
}
