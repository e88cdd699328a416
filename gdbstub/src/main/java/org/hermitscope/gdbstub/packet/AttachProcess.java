package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ExtendedRemote;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vAttach;pid`: changes to another process.
record AttachProcess(int pid) implements Packet {

    static AttachProcess parse(PacketReader in) {
        in.expect(';');
        int pid = in.hexInt();
        in.expectEnd();
        return new AttachProcess(pid);
    }

    @Override
    public void handle(Session session) {
        Optional<ExtendedRemote> extended = session.target().extendedRemote();
        if (extended.isEmpty()) {
            throw new TargetException(
                    TargetException.ENOSYS,
                    "cannot attach to process " + pid + ": the program is debugged as soon as gdb is connected");
        }
        session.begin(() -> extended.get().attach(pid));
        session.tellStop();
    }
}
