package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QStartupWithShell:1`: the client wants a shell to start the program. There is none; gdb has split the
/// arguments.
record StartWithShell() implements Packet {

    static StartWithShell parse(PacketReader in) {
        Numbers.flag(in);
        return new StartWithShell();
    }

    @Override
    public void handle(Session session) {
        if (session.target().extendedRemote().isEmpty()) {
            session.unsupported();
            return;
        }
        session.ok();
    }
}
