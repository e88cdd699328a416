package org.hermitscope.kernel.syscall;

/// How far a system call is served.
public enum Support {
    /// As Linux does, for one process.
    FULL,
    /// Some of it; the row says what is missing.
    PARTIAL,
    /// Not at all; the row says which error it gives and why.
    REFUSED
}
