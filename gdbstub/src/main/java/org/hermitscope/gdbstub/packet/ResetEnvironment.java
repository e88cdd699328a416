package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QEnvironmentReset`: the next program gets the target's default environment.
record ResetEnvironment() implements Packet {

    static ResetEnvironment parse(PacketReader in) {
        in.expectEnd();
        return new ResetEnvironment();
    }

    @Override
    public void handle(Session session) {
        session.preparation().resetEnvironment();
        session.ok();
    }
}
