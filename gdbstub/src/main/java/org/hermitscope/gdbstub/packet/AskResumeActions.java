package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vCont?`: which actions `vCont` understands.
record AskResumeActions() implements Packet {

    static AskResumeActions parse(PacketReader in) {
        in.expectEnd();
        return new AskResumeActions();
    }

    @Override
    public void handle(Session session) {
        session.reply("vCont;c;C;s;S;t;r");
    }
}
