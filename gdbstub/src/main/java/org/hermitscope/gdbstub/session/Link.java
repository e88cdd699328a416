package org.hermitscope.gdbstub.session;

import org.hermitscope.gdbstub.wire.Reply;

/// The way back to the client. Called on the session thread.
public interface Link {

    /// Sends a packet. Waits while the client reads slowly; does nothing if the connection is gone.
    void send(Reply reply);

    /// A packet of the client has been dealt with: the next may be read.
    void handled();

    /// The client wants no acknowledgements from now on.
    void acknowledgementsOff();

    /// Ends the connection after what was sent.
    void close();
}
