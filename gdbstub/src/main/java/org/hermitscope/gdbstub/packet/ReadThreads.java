package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadDetails;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.Hex;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:threads:read`: the threads with names, cores and handles.
record ReadThreads(ObjectPart part) implements Packet {

    static ReadThreads parse(PacketReader in) {
        return new ReadThreads(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        Optional<ThreadDetails> details = session.target().threadDetails();
        if (details.isEmpty()) {
            session.unsupported();
            return;
        }
        part.expectNoAnnex();
        part.sendText(session, "threads", () -> xml(session, details.get()));
    }

    private static String xml(Session session, ThreadDetails capability) {
        StringBuilder xml = new StringBuilder(512).append("<?xml version=\"1.0\"?>\n<threads>\n");
        for (ThreadId thread : session.threads()) {
            ThreadDetails.Details details = capability.details(thread);
            xml.append("<thread id=\"").append(session.name(thread)).append('"');
            if (details.core().isPresent()) {
                xml.append(" core=\"").append(details.core().getAsInt()).append('"');
            }
            if (!details.name().isEmpty()) {
                xml.append(" name=\"").append(Xml.escape(details.name())).append('"');
            }
            if (details.handle().isPresent()) {
                byte[] handle =
                        session.target().registers().bytes(details.handle().getAsLong());
                xml.append(" handle=\"").append(Hex.encode(handle)).append('"');
            }
            xml.append('>').append(Xml.escape(details.extra())).append("</thread>\n");
        }
        return xml.append("</threads>\n").toString();
    }
}
