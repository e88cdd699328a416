package org.hermitscope.monitor;

/// How a line ended. The names are also the words that end an answer in script mode.
public enum Status {
    /// The command did what it says.
    OK,
    /// The command was refused or failed; the reason was printed.
    ERROR,
    /// The client cancelled the command, or went away while it ran.
    CANCELLED
}
