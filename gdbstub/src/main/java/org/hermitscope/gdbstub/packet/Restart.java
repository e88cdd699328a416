package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ExtendedRemote;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `R`: starts the program again; there is no answer.
record Restart() implements Packet {

    static Restart parse(PacketReader in) {
        return new Restart();
    }

    @Override
    public void handle(Session session) {
        Optional<ExtendedRemote> extended = session.target().extendedRemote();
        if (extended.isPresent()) {
            try {
                session.begin(extended.get()::restart);
            } catch (TargetException _) {
                // Nobody waits for an answer; the client finds out when it asks why the program stands still.
            }
        }
    }
}
