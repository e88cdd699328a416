package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `?`: why does the program stand still?
record AskStop() implements Packet {

    static AskStop parse(PacketReader in) {
        in.expectEnd();
        return new AskStop();
    }

    @Override
    public void handle(Session session) {
        session.tellStop();
    }
}
