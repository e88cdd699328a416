package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `m address,length`: memory in hexadecimal, as far as it can be read.
record ReadMemory(MemoryRange range) implements Packet {

    static ReadMemory parse(PacketReader in) {
        MemoryRange range = MemoryRange.parse(in);
        in.expectEnd();
        return new ReadMemory(range);
    }

    @Override
    public void handle(Session session) {
        int length = range.clamp(session.packetSize() / 2);
        byte[] data = new byte[length];
        int read = length == 0 ? 0 : session.target().readMemory(session.thread(), range.address(), data, 0, length);
        if (read == 0 && length > 0) {
            throw new TargetException(TargetException.EFAULT, "no memory at 0x" + Long.toHexString(range.address()));
        }
        session.reply(new Reply(2 * read).hex(data, 0, read));
    }
}
