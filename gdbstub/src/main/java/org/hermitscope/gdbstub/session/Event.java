package org.hermitscope.gdbstub.session;

import org.hermitscope.gdbstub.target.StopReply;

/// What a session reacts to, in the order it happened.
sealed interface Event {

    /// A packet came.
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Received(byte[] payload) implements Event {}

    /// Byte 0x03 came.
    record Interrupted() implements Event {}

    /// The target reported.
    record Reported(StopReply stop) implements Event {}

    /// The connection is gone, or is not worth keeping.
    record Lost(String reason) implements Event {}

    /// The program is over for good.
    record Finishing() implements Event {}

    /// The host ends the session.
    record Closing() implements Event {}
}
