package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QEnvironmentHexEncoded:name=value`: an environment variable for the next program.
record SetVariable(String name, String value) implements Packet {

    static SetVariable parse(PacketReader in) {
        in.expect(':');
        String assignment = in.hexText();
        in.expectEnd();
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new MalformedPacket("name=value expected");
        }
        return new SetVariable(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    @Override
    public void handle(Session session) {
        session.preparation().setVariable(name, value);
        session.ok();
    }
}
