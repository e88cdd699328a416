package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qC`: which thread is chosen?
record AskCurrentThread() implements Packet {

    static AskCurrentThread parse(PacketReader in) {
        in.expectEnd();
        return new AskCurrentThread();
    }

    @Override
    public void handle(Session session) {
        session.reply("QC" + session.name(session.thread()));
    }
}
