package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `z type,address,kind`: removes a breakpoint or watchpoint.
record RemovePoint(PointPlace place) implements Packet {

    static RemovePoint parse(PacketReader in) {
        PointPlace place = PointPlace.parse(in);
        in.expectEnd();
        return new RemovePoint(place);
    }

    @Override
    public void handle(Session session) {
        boolean supported;
        if (place.isBreakpoint()) {
            supported = session.points().remove(session.pid(), place.breakpointKind(), place.address());
        } else {
            supported = place.isWatchpoint() && session.points().remove(place.watchpoint(session.pid()));
        }
        if (supported) {
            session.ok();
        } else {
            session.unsupported();
        }
    }
}
