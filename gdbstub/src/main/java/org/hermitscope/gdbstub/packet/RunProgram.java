package org.hermitscope.gdbstub.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ExtendedRemote;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vRun;file;argument;...`: starts a program, stopped before its first instruction.
record RunProgram(Optional<String> file, List<String> arguments) implements Packet {

    static RunProgram parse(PacketReader in) {
        in.expect(';');
        String file = in.hexText();
        List<String> arguments = new ArrayList<>();
        while (in.accept(';')) {
            arguments.add(in.hexText());
        }
        in.expectEnd();
        return new RunProgram(file.isEmpty() ? Optional.empty() : Optional.of(file), arguments);
    }

    @Override
    public void handle(Session session) {
        Optional<ExtendedRemote> extended = session.target().extendedRemote();
        if (extended.isEmpty()) {
            session.unsupported();
            return;
        }
        session.begin(() -> extended.get().run(session.preparation().start(file, arguments)));
        session.tellStop();
    }
}
