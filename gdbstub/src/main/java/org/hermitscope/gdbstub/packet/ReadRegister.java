package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `p number`: one register of the chosen thread.
record ReadRegister(int number) implements Packet {

    static ReadRegister parse(PacketReader in) {
        int number = in.hexInt();
        in.expectEnd();
        return new ReadRegister(number);
    }

    @Override
    public void handle(Session session) {
        RegisterLayout layout = session.target().registers();
        ThreadId thread = session.thread();
        if (number >= layout.count()) {
            throw new TargetException(TargetException.EINVAL, "no register " + number);
        }
        byte[] value = new byte[layout.register(number).size()];
        Reply reply = new Reply(2 * value.length);
        boolean known = session.target().readRegister(thread, number, value, 0);
        session.reply(known ? reply.hex(value) : reply.unavailable(value.length));
    }
}
