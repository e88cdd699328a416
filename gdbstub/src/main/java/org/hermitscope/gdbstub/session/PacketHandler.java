package org.hermitscope.gdbstub.session;

import org.hermitscope.gdbstub.wire.PacketReader;

/// Knows the packets.
public interface PacketHandler {

    /// Carries out a packet and answers it through the session.
    ///
    /// @return whether the packet is known; nothing has been sent if it is not
    boolean handle(PacketReader packet, Session session);

    /// Whether a packet is for now, though the program runs: kill or detach.
    boolean actsWhileRunning(PacketReader packet);

    /// Whether gdb shows an error of this packet as text (`E.text`) even if it did not announce
    /// `error-message+`.
    boolean showsErrorText(PacketReader packet);
}
