package org.hermitscope.gdbstub.packet;

import java.util.OptionalLong;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;

/// The optional address of the older resume packets: where to go on instead of the program counter.
final class StartAddress {
    private StartAddress() {}

    static OptionalLong parse(PacketReader in) {
        if (in.atEnd()) {
            return OptionalLong.empty();
        }
        OptionalLong address = OptionalLong.of(in.hex());
        in.expectEnd();
        return address;
    }

    static void set(Session session, ThreadId thread, OptionalLong address) {
        if (address.isPresent()) {
            RegisterLayout layout = session.target().registers();
            int pc = layout.pc();
            session.target().writeRegister(thread, pc, layout.bytes(pc, address.getAsLong()));
        }
    }
}
