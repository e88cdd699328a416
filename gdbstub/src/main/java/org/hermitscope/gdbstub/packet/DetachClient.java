package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `D`, `D;pid`: the client lets the program go; it runs on.
record DetachClient() implements Packet {

    static DetachClient parse(PacketReader in) {
        if (in.accept(';')) {
            in.hexInt();
        }
        in.expectEnd();
        return new DetachClient();
    }

    @Override
    public void handle(Session session) {
        session.detach(Detach.RUN_ON);
        session.ok();
    }
}
