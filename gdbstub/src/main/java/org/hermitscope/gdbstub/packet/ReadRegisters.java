package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `g`: all registers of the chosen thread.
record ReadRegisters() implements Packet {

    static ReadRegisters parse(PacketReader in) {
        in.expectEnd();
        return new ReadRegisters();
    }

    @Override
    public void handle(Session session) {
        RegisterLayout layout = session.target().registers();
        ThreadId thread = session.thread();
        byte[] value = new byte[layout.byteLength()];
        Reply reply = new Reply(2 * value.length);
        for (int number = 0; number < layout.count(); number++) {
            int size = layout.register(number).size();
            if (session.target().readRegister(thread, number, value, 0)) {
                reply.hex(value, 0, size);
            } else {
                reply.unavailable(size);
            }
        }
        session.reply(reply);
    }
}
