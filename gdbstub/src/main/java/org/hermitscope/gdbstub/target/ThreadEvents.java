package org.hermitscope.gdbstub.target;

/// Capability: stops when threads come and go. Packet `QThreadEvents`.
public interface ThreadEvents {

    /// From now on [StopReply.ThreadCreated] and [StopReply.ThreadExited] are reported, or not any more. Off at
    /// the begin of a session.
    void report(boolean on);
}
