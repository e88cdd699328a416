package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QStartNoAckMode`: no `+` and `-` from now on; TCP delivers everything anyway.
record StopAcknowledging() implements Packet {

    static StopAcknowledging parse(PacketReader in) {
        in.expectEnd();
        return new StopAcknowledging();
    }

    @Override
    public void handle(Session session) {
        session.ok();
        session.acknowledgementsOff();
    }
}
