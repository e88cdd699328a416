package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ReverseExecution;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `bs`, `bc`: back one instruction, or to the previous event.
record RunBackwards(boolean oneStep) implements Packet {

    static RunBackwards parse(PacketReader in) {
        char how = in.character();
        in.expectEnd();
        if (how != 's' && how != 'c') {
            throw new MalformedPacket("bs or bc expected");
        }
        return new RunBackwards(how == 's');
    }

    @Override
    public void handle(Session session) {
        Optional<ReverseExecution> reverse = session.target().reverseExecution();
        if (reverse.isEmpty()) {
            session.unsupported();
            return;
        }
        ThreadId thread = session.thread(session.resumed());
        session.resume(() -> {
            if (oneStep) {
                reverse.get().stepBack(thread);
            } else {
                reverse.get().continueBack();
            }
        });
    }
}
