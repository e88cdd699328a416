package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `M address,length:hexadecimal`, `X address,length:binary`: all bytes or none.
@SuppressWarnings("ArrayRecordComponent") // handled once, never compared
record WriteMemory(long address, byte[] data) implements Packet {

    static WriteMemory parse(PacketReader in) {
        MemoryRange range = range(in);
        byte[] data = in.hexBytes();
        in.expectEnd();
        return checked(range, data);
    }

    static WriteMemory parseBinary(PacketReader in) {
        MemoryRange range = range(in);
        return checked(range, in.restBinary());
    }

    private static MemoryRange range(PacketReader in) {
        MemoryRange range = MemoryRange.parse(in);
        in.expect(':');
        return range;
    }

    private static WriteMemory checked(MemoryRange range, byte[] data) {
        if (range.length() != data.length) {
            throw new MalformedPacket("length and data differ");
        }
        if (range.clamp(data.length) != data.length) {
            throw new MalformedPacket("the range wraps around");
        }
        return new WriteMemory(range.address(), data);
    }

    @Override
    public void handle(Session session) {
        ThreadId thread = session.thread();
        // An empty write is gdb's question whether X is understood.
        if (data.length > 0) {
            session.target().writeMemory(thread, address, data, 0, data.length);
        }
        session.transfers().clear();
        session.ok();
    }
}
