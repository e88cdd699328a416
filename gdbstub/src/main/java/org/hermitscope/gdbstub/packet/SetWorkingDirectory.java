package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QSetWorkingDir:[directory]`: where the next program starts; empty: the target's default.
record SetWorkingDirectory(String directory) implements Packet {

    static SetWorkingDirectory parse(PacketReader in) {
        in.expect(':');
        String directory = in.hexText();
        in.expectEnd();
        return new SetWorkingDirectory(directory);
    }

    @Override
    public void handle(Session session) {
        session.preparation().workingDirectory(directory.isEmpty() ? Optional.empty() : Optional.of(directory));
        session.ok();
    }
}
