package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadEvents;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QThreadEvents:1`: threads that come and go stop the program.
record SetThreadEvents(boolean on) implements Packet {

    static SetThreadEvents parse(PacketReader in) {
        return new SetThreadEvents(Numbers.flag(in));
    }

    @Override
    public void handle(Session session) {
        Optional<ThreadEvents> events = session.target().threadEvents();
        if (events.isEmpty()) {
            session.unsupported();
            return;
        }
        events.get().report(on);
        session.ok();
    }
}
