package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.session.ThreadSelector;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `T thread`: does the thread exist?
record ThreadAlive(ThreadSelector selector) implements Packet {

    static ThreadAlive parse(PacketReader in) {
        ThreadSelector selector = ThreadSelector.parse(in);
        in.expectEnd();
        return new ThreadAlive(selector);
    }

    @Override
    public void handle(Session session) {
        session.thread(selector);
        session.ok();
    }
}
