package org.hermitscope.gdbstub.session;

import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.StopReply;

/// Where a session stands.
sealed interface SessionState {

    /// The client has the word; the program stands still or has ended.
    ///
    /// @param last what the client was told, or will be when it asks
    record Stopped(StopReply last) implements SessionState {}

    /// The program runs; the client waits for a stop reply.
    ///
    /// @param steps ranges that the session steps through itself
    /// @param interrupted whether the client asked for a stop since
    record Running(RangeSteps steps, boolean interrupted) implements SessionState {}

    /// The client has the word, but not the program: it has detached from it, has killed it, or is not attached
    /// yet.
    ///
    /// @param how the client let it go, in words; empty: not attached yet
    record Released(String how) implements SessionState {}

    /// It is over.
    record Closed() implements SessionState {}

    /// The program runs because of `request`.
    static SessionState running(ResumeRequest request, boolean rangesByTarget) {
        return new Running(RangeSteps.of(request, rangesByTarget), false);
    }
}
