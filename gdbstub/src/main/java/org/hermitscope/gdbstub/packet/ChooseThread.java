package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.session.ThreadSelector;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `Hg thread`, `Hc thread`: which thread the following packets mean.
record ChooseThread(boolean forResume, ThreadSelector selector) implements Packet {

    static ChooseThread parse(PacketReader in) {
        char purpose = in.character();
        if (purpose != 'g' && purpose != 'c') {
            throw new MalformedPacket("g or c expected");
        }
        ThreadSelector selector = ThreadSelector.parse(in);
        in.expectEnd();
        return new ChooseThread(purpose == 'c', selector);
    }

    @Override
    public void handle(Session session) {
        if (forResume) {
            session.chooseResumed(selector);
        } else {
            session.chooseGeneral(selector);
        }
        session.ok();
    }
}
