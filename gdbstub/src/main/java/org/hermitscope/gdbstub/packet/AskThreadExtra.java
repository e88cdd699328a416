package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.session.ThreadSelector;
import org.hermitscope.gdbstub.target.ThreadDetails;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qThreadExtraInfo,thread`: a thread in words, for clients that do not read the list with names.
record AskThreadExtra(ThreadSelector selector) implements Packet {

    static AskThreadExtra parse(PacketReader in) {
        in.expect(',');
        ThreadSelector selector = ThreadSelector.parse(in);
        in.expectEnd();
        return new AskThreadExtra(selector);
    }

    @Override
    public void handle(Session session) {
        Optional<ThreadDetails> capability = session.target().threadDetails();
        if (capability.isEmpty()) {
            session.unsupported();
            return;
        }
        ThreadDetails.Details details = capability.get().details(session.thread(selector));
        boolean both = !details.name().isEmpty() && !details.extra().isEmpty();
        session.reply(new Reply().hexText(details.name() + (both ? ": " : "") + details.extra()));
    }
}
