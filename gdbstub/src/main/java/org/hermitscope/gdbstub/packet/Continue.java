package org.hermitscope.gdbstub.packet;

import java.util.List;
import java.util.OptionalLong;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `c [address]`, `C signal[;address]`: every thread runs; the signal goes to the chosen one.
record Continue(int signal, OptionalLong address) implements Packet {

    static Continue parse(PacketReader in) {
        return new Continue(0, StartAddress.parse(in));
    }

    static Continue parseWithSignal(PacketReader in) {
        return new Continue(in.hexInt(), in.accept(';') ? StartAddress.parse(in) : OptionalLong.empty());
    }

    @Override
    public void handle(Session session) {
        ThreadId thread = session.thread(session.resumed());
        StartAddress.set(session, thread, address);
        ResumeRequest.Entry chosen =
                new ResumeRequest.Entry(thread.pid(), thread.tid(), new ResumeAction.Continue(signal));
        ResumeRequest.Entry others =
                new ResumeRequest.Entry(ResumeRequest.ALL, ResumeRequest.ALL, new ResumeAction.Continue(0));
        // A thread chosen by name runs alone.
        boolean alone = session.resumed().tid() > 0;
        session.resume(new ResumeRequest(alone ? List.of(chosen) : List.of(chosen, others)));
    }
}
