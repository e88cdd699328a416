package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.CatchSyscalls;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `QCatchSyscalls:1[;number]...`, `QCatchSyscalls:0`: which system calls stop the program.
record SetCaughtSyscalls(boolean all, Set<Integer> numbers) implements Packet {

    static SetCaughtSyscalls parse(PacketReader in) {
        in.expect(':');
        boolean on = in.hexInt() != 0;
        Set<Integer> numbers = new TreeSet<>();
        while (in.accept(';')) {
            numbers.add(in.hexInt());
        }
        in.expectEnd();
        return new SetCaughtSyscalls(on && numbers.isEmpty(), on ? numbers : Set.of());
    }

    @Override
    public void handle(Session session) {
        Optional<CatchSyscalls> catches = session.target().catchSyscalls();
        if (catches.isEmpty()) {
            session.unsupported();
            return;
        }
        if (all) {
            catches.get().catchAll();
        } else {
            catches.get().catchOnly(numbers);
        }
        session.ok();
    }
}
