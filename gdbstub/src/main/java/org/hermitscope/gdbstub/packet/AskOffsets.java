package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Offsets;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qOffsets`: where was the program loaded?
record AskOffsets() implements Packet {

    static AskOffsets parse(PacketReader in) {
        in.expectEnd();
        return new AskOffsets();
    }

    @Override
    public void handle(Session session) {
        Optional<Offsets.Segments> segments = session.target().offsets().flatMap(Offsets::offsets);
        if (segments.isEmpty()) {
            session.unsupported();
            return;
        }
        Reply reply = Reply.of("TextSeg=").hex(segments.get().first());
        segments.get().second().ifPresent(second -> reply.text(";DataSeg=").hex(second));
        session.reply(reply);
    }
}
