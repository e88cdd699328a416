package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `!`: the client wants to stay when the program ends.
record ExtendedMode() implements Packet {

    static ExtendedMode parse(PacketReader in) {
        in.expectEnd();
        return new ExtendedMode();
    }

    @Override
    public void handle(Session session) {
        session.extend();
        session.ok();
    }
}
