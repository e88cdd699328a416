package org.hermitscope.gdbstub.target;

/// Receives the target's stops. May be called from any thread, also from within [Target#resume]; never blocks.
@FunctionalInterface
public interface StopListener {

    /// The program has stopped or ended: exactly one report for each resume. When this is called, all threads
    /// stand still already.
    void stopped(StopReply reply);
}
