package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:pwrite:descriptor,position,data`.
@SuppressWarnings("ArrayRecordComponent") // handled once, never compared
record WriteFile(int descriptor, long position, byte[] data) implements Packet {

    static WriteFile parse(PacketReader in) {
        in.expect(':');
        int descriptor = in.hexInt();
        in.expect(',');
        long position = in.hex();
        in.expect(',');
        return new WriteFile(descriptor, position, in.restBinary());
    }

    @Override
    public void handle(Session session) {
        FileRequest.handle(session, io -> {
            session.files().check(descriptor);
            if (position < 0) {
                throw new TargetException(TargetException.EINVAL, "negative position");
            }
            return FileRequest.result(io.pwrite(descriptor, position, data, 0, data.length));
        });
    }
}
