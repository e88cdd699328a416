package org.hermitscope.gdbstub.packet;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.MonitorCommands;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qRcmd,command`: gdb's `monitor`. Output goes out as `O` packets while the command runs.
record MonitorCommand(String line) implements Packet {

    static MonitorCommand parse(PacketReader in) {
        in.expect(',');
        String line = in.hexText();
        in.expectEnd();
        return new MonitorCommand(line);
    }

    @Override
    public void handle(Session session) {
        Optional<MonitorCommands> commands = session.target().monitorCommands();
        if (commands.isEmpty()) {
            session.unsupported();
            return;
        }
        try {
            commands.get().run(line, text -> print(session, text));
            session.ok();
        } catch (TargetException refused) {
            // gdb 13 takes a text here for output in hexadecimal.
            print(session, refused.text() + "\n");
            session.error(refused.errno(), null);
        }
    }

    private static void print(Session session, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int most = (session.packetSize() - 1) / 2;
        for (int at = 0; at < bytes.length; at += most) {
            int count = Math.min(most, bytes.length - at);
            session.reply(new Reply(2 * count + 1).text("O").hex(bytes, at, count));
        }
    }
}
