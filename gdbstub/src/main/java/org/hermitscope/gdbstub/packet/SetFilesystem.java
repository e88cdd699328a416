package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:setfs:pid`: whose files the following packets mean.
record SetFilesystem(int pid) implements Packet {

    static SetFilesystem parse(PacketReader in) {
        in.expect(':');
        int pid = in.hexInt();
        in.expectEnd();
        return new SetFilesystem(pid);
    }

    @Override
    public void handle(Session session) {
        FileRequest.handle(session, io -> {
            io.setFilesystem(pid);
            return FileRequest.result(0);
        });
    }
}
