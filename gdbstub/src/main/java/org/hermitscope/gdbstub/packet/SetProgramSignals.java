package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import java.util.Set;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.SignalPolicy;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QProgramSignals:signal;...`: the signals that may be delivered to the program.
record SetProgramSignals(Set<Integer> signals) implements Packet {

    static SetProgramSignals parse(PacketReader in) {
        return new SetProgramSignals(Numbers.list(in));
    }

    @Override
    public void handle(Session session) {
        Optional<SignalPolicy> policy = session.target().signalPolicy();
        if (policy.isEmpty()) {
            session.unsupported();
            return;
        }
        policy.get().program(signals);
        session.ok();
    }
}
