package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:pread:descriptor,count,position`.
record ReadFile(int descriptor, long count, long position) implements Packet {

    static ReadFile parse(PacketReader in) {
        in.expect(':');
        int descriptor = in.hexInt();
        in.expect(',');
        long count = in.hex();
        in.expect(',');
        long position = in.hex();
        in.expectEnd();
        return new ReadFile(descriptor, count, position);
    }

    @Override
    public void handle(Session session) {
        // Every byte may need an escape.
        int length = new MemoryRange(0, count).clamp((session.packetSize() - 16) / 2);
        FileRequest.handle(session, io -> {
            session.files().check(descriptor);
            if (position < 0) {
                throw new TargetException(TargetException.EINVAL, "negative position");
            }
            byte[] data = new byte[length];
            int read = length == 0 ? 0 : io.pread(descriptor, position, data, 0, length);
            return FileRequest.result(data, read);
        });
    }
}
