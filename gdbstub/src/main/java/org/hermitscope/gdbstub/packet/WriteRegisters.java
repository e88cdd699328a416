package org.hermitscope.gdbstub.packet;

import java.util.Arrays;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `G...`: all registers of the chosen thread.
@SuppressWarnings("ArrayRecordComponent") // handled once, never compared
record WriteRegisters(byte[] values) implements Packet {

    static WriteRegisters parse(PacketReader in) {
        byte[] values = in.hexBytes();
        in.expectEnd();
        return new WriteRegisters(values);
    }

    @Override
    public void handle(Session session) {
        RegisterLayout layout = session.target().registers();
        ThreadId thread = session.thread();
        if (values.length != layout.byteLength()) {
            throw new MalformedPacket(layout.byteLength() + " bytes of registers expected");
        }
        byte[] present = new byte[layout.byteLength()];
        for (int number = 0; number < layout.count(); number++) {
            RegisterLayout.Register register = layout.register(number);
            int end = register.offset() + register.size();
            byte[] value = Arrays.copyOfRange(values, register.offset(), end);
            // Those that stay as they are need no write, which a read-only one would refuse.
            boolean known = session.target().readRegister(thread, number, present, register.offset());
            if (!known || !Arrays.equals(value, Arrays.copyOfRange(present, register.offset(), end))) {
                session.target().writeRegister(thread, number, value);
            }
        }
        session.ok();
    }
}
