package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qAttached[:pid]`: was the program there before the client? Then gdb leaves it running when it quits.
record AskAttached() implements Packet {

    static AskAttached parse(PacketReader in) {
        if (in.accept(':')) {
            in.hexInt();
        }
        in.expectEnd();
        return new AskAttached();
    }

    @Override
    public void handle(Session session) {
        session.reply(session.startedByClient() ? "0" : "1");
    }
}
