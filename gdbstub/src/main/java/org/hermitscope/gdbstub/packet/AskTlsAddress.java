package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.session.ThreadSelector;
import org.hermitscope.gdbstub.target.TlsAddress;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qGetTLSAddr:thread,offset,module`: where does a thread-local variable lie?
record AskTlsAddress(ThreadSelector selector, long offset, long module) implements Packet {

    static AskTlsAddress parse(PacketReader in) {
        in.expect(':');
        ThreadSelector selector = ThreadSelector.parse(in);
        in.expect(',');
        long offset = in.hex();
        in.expect(',');
        long module = in.hex();
        in.expectEnd();
        return new AskTlsAddress(selector, offset, module);
    }

    @Override
    public void handle(Session session) {
        Optional<TlsAddress> tls = session.target().tlsAddress();
        if (tls.isEmpty()) {
            session.unsupported();
            return;
        }
        session.reply(new Reply().hex(tls.get().tlsAddress(session.thread(selector), offset, module)));
    }
}
