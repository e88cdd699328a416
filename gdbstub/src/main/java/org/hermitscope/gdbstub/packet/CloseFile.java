package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:close:descriptor`.
record CloseFile(int descriptor) implements Packet {

    static CloseFile parse(PacketReader in) {
        in.expect(':');
        int descriptor = in.hexInt();
        in.expectEnd();
        return new CloseFile(descriptor);
    }

    @Override
    public void handle(Session session) {
        FileRequest.handle(session, io -> {
            session.files().close(io, descriptor);
            return FileRequest.result(0);
        });
    }
}
