package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Siginfo;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:siginfo:read`: details of the chosen thread's signal.
record ReadSiginfo(ObjectPart part) implements Packet {

    static ReadSiginfo parse(PacketReader in) {
        return new ReadSiginfo(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        Optional<Siginfo> siginfo = session.target().siginfo();
        if (siginfo.isEmpty()) {
            session.unsupported();
            return;
        }
        part.expectNoAnnex();
        ThreadId thread = session.thread();
        part.send(session, "siginfo " + thread, () -> siginfo.get().siginfo(thread));
    }
}
