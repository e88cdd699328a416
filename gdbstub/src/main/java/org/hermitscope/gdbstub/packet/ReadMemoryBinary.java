package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `x address,length`: memory as bytes, as far as it can be read (gdb 16 and newer).
record ReadMemoryBinary(MemoryRange range) implements Packet {

    static ReadMemoryBinary parse(PacketReader in) {
        MemoryRange range = MemoryRange.parse(in);
        in.expectEnd();
        return new ReadMemoryBinary(range);
    }

    @Override
    public void handle(Session session) {
        // Every byte may need an escape.
        int length = range.clamp((session.packetSize() - 1) / 2);
        byte[] data = new byte[length];
        int read = length == 0 ? 0 : session.target().readMemory(session.thread(), range.address(), data, 0, length);
        if (read == 0 && length > 0) {
            throw new TargetException(TargetException.EFAULT, "no memory at 0x" + Long.toHexString(range.address()));
        }
        session.reply(new Reply(2 * read + 1).text("b").binary(data, 0, read));
    }
}
