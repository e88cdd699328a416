package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import java.util.Set;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.SignalPolicy;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QPassSignals:signal;...`: signals that go to the program without a stop.
record SetPassedSignals(Set<Integer> signals) implements Packet {

    static SetPassedSignals parse(PacketReader in) {
        return new SetPassedSignals(Numbers.list(in));
    }

    @Override
    public void handle(Session session) {
        Optional<SignalPolicy> policy = session.target().signalPolicy();
        if (policy.isEmpty()) {
            session.unsupported();
            return;
        }
        policy.get().pass(signals);
        session.ok();
    }
}
