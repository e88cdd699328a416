package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `k`: the program ends; there is no answer.
record Kill() implements Packet {

    static Kill parse(PacketReader in) {
        return new Kill();
    }

    @Override
    public void handle(Session session) {
        session.kill();
        if (!session.extended()) {
            session.finish();
        }
    }
}
