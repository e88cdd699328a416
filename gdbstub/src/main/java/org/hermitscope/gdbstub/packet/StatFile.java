package org.hermitscope.gdbstub.packet;

import java.nio.ByteBuffer;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vFile:fstat:descriptor`, `vFile:stat:path`: what kind of file it is and how long.
///
/// @param path used if `descriptor` is negative
record StatFile(int descriptor, String path) implements Packet {
    private static final int STAT_SIZE = 64;
    private static final int BLOCK_SIZE = 512;

    static StatFile parseDescriptor(PacketReader in) {
        in.expect(':');
        int descriptor = in.hexInt();
        in.expectEnd();
        return new StatFile(descriptor, "");
    }

    static StatFile parsePath(PacketReader in) {
        in.expect(':');
        String path = in.hexText();
        in.expectEnd();
        return new StatFile(-1, path);
    }

    @Override
    public void handle(Session session) {
        FileRequest.handle(session, io -> {
            if (descriptor >= 0) {
                session.files().check(descriptor);
            }
            HostIo.FileStatus status = descriptor >= 0 ? io.fstat(descriptor) : io.stat(path);
            return FileRequest.result(encode(status), STAT_SIZE);
        });
    }

    /// The protocol's `struct stat`: big endian, without padding.
    private static byte[] encode(HostIo.FileStatus status) {
        int seconds = (int) status.modified();
        long blocks = (status.size() + BLOCK_SIZE - 1) / BLOCK_SIZE;
        return ByteBuffer.allocate(STAT_SIZE)
                .putInt(0) // device
                .putInt(0) // inode
                .putInt(status.mode())
                .putInt(1) // links
                .putInt(0) // user
                .putInt(0) // group
                .putInt(0) // device number of a device file
                .putLong(status.size())
                .putLong(BLOCK_SIZE)
                .putLong(blocks)
                .putInt(seconds)
                .putInt(seconds)
                .putInt(seconds)
                .array();
    }
}
