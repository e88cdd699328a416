package org.hermitscope.gdbstub.packet;

import java.util.List;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qfThreadInfo`, `qsThreadInfo`: the ids of all threads; everything is in the first answer as far as it fits.
record ListThreads(boolean first) implements Packet {

    static ListThreads parseFirst(PacketReader in) {
        in.expectEnd();
        return new ListThreads(true);
    }

    static ListThreads parseRest(PacketReader in) {
        in.expectEnd();
        return new ListThreads(false);
    }

    @Override
    public void handle(Session session) {
        if (first) {
            session.transfers().listThreads(session.threads());
        }
        List<ThreadId> left = session.transfers().threadsLeft();
        Reply reply = new Reply(256);
        while (!left.isEmpty()) {
            String name = session.name(left.getFirst());
            if (reply.length() + name.length() + 1 > session.packetSize()) {
                break;
            }
            reply.text(reply.length() == 0 ? "m" : ",").text(name);
            left.removeFirst();
        }
        session.reply(reply.length() == 0 ? Reply.of("l") : reply);
    }
}
