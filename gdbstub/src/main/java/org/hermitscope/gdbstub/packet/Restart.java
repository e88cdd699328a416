package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `R`: starts the program again; there is no answer.
record Restart() implements Packet {

    static Restart parse(PacketReader in) {
        return new Restart();
    }

    @Override
    public void handle(Session session) {
        session.target().extendedRemote().ifPresent(extended -> session.begin(extended::restart));
    }
}
