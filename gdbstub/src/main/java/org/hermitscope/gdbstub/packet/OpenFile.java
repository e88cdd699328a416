package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:open:path,flags,mode`.
record OpenFile(String path, int flags, int mode) implements Packet {
    private static final int WRONLY = 0x1;
    private static final int RDWR = 0x2;
    private static final int APPEND = 0x8;
    private static final int CREAT = 0x200;
    private static final int TRUNC = 0x400;
    private static final int EXCL = 0x800;

    static OpenFile parse(PacketReader in) {
        in.expect(':');
        String path = in.hexText();
        in.expect(',');
        int flags = in.hexInt();
        in.expect(',');
        int mode = in.hexInt();
        in.expectEnd();
        return new OpenFile(path, flags, mode);
    }

    @Override
    public void handle(Session session) {
        boolean readOnly = (flags & (WRONLY | RDWR)) == 0;
        HostIo.OpenMode openMode =
                new HostIo.OpenMode(readOnly || has(RDWR), !readOnly, has(APPEND), has(CREAT), has(TRUNC), has(EXCL));
        FileRequest.handle(session, io -> FileRequest.result(session.files().open(io, path, openMode, mode & 0777)));
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
