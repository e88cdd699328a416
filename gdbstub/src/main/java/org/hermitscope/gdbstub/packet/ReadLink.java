package org.hermitscope.gdbstub.packet;

import java.nio.charset.StandardCharsets;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:readlink:path`.
record ReadLink(String path) implements Packet {

    static ReadLink parse(PacketReader in) {
        in.expect(':');
        String path = in.hexText();
        in.expectEnd();
        return new ReadLink(path);
    }

    @Override
    public void handle(Session session) {
        FileRequest.handle(session, io -> {
            byte[] link = io.readlink(path).getBytes(StandardCharsets.UTF_8);
            return FileRequest.result(link, link.length);
        });
    }
}
