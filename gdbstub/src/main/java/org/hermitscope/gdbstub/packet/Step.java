package org.hermitscope.gdbstub.packet;

import java.util.OptionalLong;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `s [address]`, `S signal[;address]`: the chosen thread executes one instruction.
record Step(int signal, OptionalLong address) implements Packet {

    static Step parse(PacketReader in) {
        return new Step(0, StartAddress.parse(in));
    }

    static Step parseWithSignal(PacketReader in) {
        return new Step(in.hexInt(), in.accept(';') ? StartAddress.parse(in) : OptionalLong.empty());
    }

    @Override
    public void handle(Session session) {
        ThreadId thread = session.thread(session.resumed());
        StartAddress.set(session, thread, address);
        session.resume(ResumeRequest.only(thread, new ResumeAction.Step(signal)));
    }
}
