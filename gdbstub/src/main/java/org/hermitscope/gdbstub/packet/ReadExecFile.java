package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.ExecFile;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:exec-file:read`: which program a process runs.
record ReadExecFile(ObjectPart part) implements Packet {

    static ReadExecFile parse(PacketReader in) {
        return new ReadExecFile(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        Optional<ExecFile> execFile = session.target().execFile();
        if (execFile.isEmpty()) {
            session.unsupported();
            return;
        }
        int pid = part.pid(session);
        part.sendText(session, "exec-file", () -> execFile.get().execFile(pid).orElse(""));
    }
}
