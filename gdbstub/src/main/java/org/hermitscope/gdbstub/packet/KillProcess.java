package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vKill;pid`: the program ends.
record KillProcess() implements Packet {

    static KillProcess parse(PacketReader in) {
        in.expect(';');
        in.hexInt();
        in.expectEnd();
        return new KillProcess();
    }

    @Override
    public void handle(Session session) {
        session.kill();
        session.ok();
    }
}
