package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:features:read`: the target description.
record ReadFeatures(ObjectPart part) implements Packet {

    static ReadFeatures parse(PacketReader in) {
        return new ReadFeatures(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        if (!part.annex().equals("target.xml")) {
            throw new TargetException(TargetException.ENOENT, "no description " + part.annex());
        }
        part.sendText(session, "features", session.target().registers()::targetXml);
    }
}
