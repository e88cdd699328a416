package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QDisableRandomization:1`: the next program shall lie at the same addresses every time.
record DisableRandomization(boolean disable) implements Packet {

    static DisableRandomization parse(PacketReader in) {
        return new DisableRandomization(Numbers.flag(in));
    }

    @Override
    public void handle(Session session) {
        if (session.target().extendedRemote().isEmpty()) {
            session.unsupported();
            return;
        }
        session.preparation().randomize(!disable);
        session.ok();
    }
}
