package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QEnvironmentUnset:name`: the next program does not get this environment variable.
record UnsetVariable(String name) implements Packet {

    static UnsetVariable parse(PacketReader in) {
        in.expect(':');
        String name = in.hexText();
        in.expectEnd();
        return new UnsetVariable(name);
    }

    @Override
    public void handle(Session session) {
        session.preparation().unsetVariable(name);
        session.ok();
    }
}
