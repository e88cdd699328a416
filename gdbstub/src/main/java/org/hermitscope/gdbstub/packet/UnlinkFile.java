package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:unlink:path`.
record UnlinkFile(String path) implements Packet {

    static UnlinkFile parse(PacketReader in) {
        in.expect(':');
        String path = in.hexText();
        in.expectEnd();
        return new UnlinkFile(path);
    }

    @Override
    public void handle(Session session) {
        FileRequest.handle(session, io -> {
            io.unlink(path);
            return FileRequest.result(0);
        });
    }
}
