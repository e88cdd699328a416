package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Siginfo;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qXfer:siginfo:write::offset:data`: changes the chosen thread's signal.
@SuppressWarnings("ArrayRecordComponent") // handled once, never compared
record WriteSiginfo(long offset, byte[] data) implements Packet {

    static WriteSiginfo parse(PacketReader in) {
        in.expect(':');
        in.expect(':');
        long offset = in.hex();
        in.expect(':');
        return new WriteSiginfo(offset, in.restBinary());
    }

    @Override
    public void handle(Session session) {
        Optional<Siginfo> siginfo = session.target().siginfo();
        if (siginfo.isEmpty()) {
            session.unsupported();
            return;
        }
        ThreadId thread = session.thread();
        byte[] whole = siginfo.get().siginfo(thread).clone();
        if (offset < 0 || offset > whole.length || data.length > whole.length - offset) {
            throw new TargetException(TargetException.EINVAL, "beyond the end of siginfo");
        }
        System.arraycopy(data, 0, whole, (int) offset, data.length);
        siginfo.get().siginfo(thread, whole);
        session.transfers().clear();
        session.reply(new Reply().hex(data.length));
    }
}
