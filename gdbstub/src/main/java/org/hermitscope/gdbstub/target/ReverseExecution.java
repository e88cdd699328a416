package org.hermitscope.gdbstub.target;

/// Capability: runs backwards. Packets `bs` and `bc`. Stops are reported as after [Target#resume], at the end
/// of the recording with [StopReason.EndOfRecording].
public interface ReverseExecution {

    /// Undoes one instruction of `thread`; returns at once.
    void stepBack(ThreadId thread);

    /// Runs backwards until the previous event; returns at once.
    void continueBack();
}
