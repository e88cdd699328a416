package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Auxv;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:auxv:read`: the auxiliary vector.
record ReadAuxv(ObjectPart part) implements Packet {

    static ReadAuxv parse(PacketReader in) {
        return new ReadAuxv(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        Optional<Auxv> auxv = session.target().auxv();
        if (auxv.isEmpty()) {
            session.unsupported();
            return;
        }
        part.expectNoAnnex();
        int pid = session.pid();
        part.send(session, "auxv", () -> auxv.get().auxv(pid));
    }
}
