package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `P number=value`: one register of the chosen thread.
@SuppressWarnings("ArrayRecordComponent") // handled once, never compared
record WriteRegister(int number, byte[] value) implements Packet {

    static WriteRegister parse(PacketReader in) {
        int number = in.hexInt();
        in.expect('=');
        byte[] value = in.hexBytes();
        in.expectEnd();
        return new WriteRegister(number, value);
    }

    @Override
    public void handle(Session session) {
        RegisterLayout layout = session.target().registers();
        ThreadId thread = session.thread();
        if (number >= layout.count() || value.length != layout.register(number).size()) {
            throw new TargetException(TargetException.EINVAL, "no register " + number + " of this size");
        }
        session.target().writeRegister(thread, number, value);
        session.ok();
    }
}
