package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qSymbol::`: the client offers to look symbols up. None are wanted.
record OfferSymbols() implements Packet {

    static OfferSymbols parse(PacketReader in) {
        return new OfferSymbols();
    }

    @Override
    public void handle(Session session) {
        session.ok();
    }
}
