package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;

/// A packet of the protocol, parsed in full before it does anything.
interface Packet {

    /// Carries it out and answers, on the session's thread.
    void handle(Session session);
}
