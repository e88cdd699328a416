package org.hermitscope.gdbstub.packet;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// Which part of a `qXfer` object to read: `annex:offset,length`.
///
/// @param offset unsigned
/// @param length unsigned
record ObjectPart(String annex, long offset, long length) {

    static ObjectPart parse(PacketReader in) {
        in.expect(':');
        String annex = in.textUntil(':');
        long offset = in.hex();
        in.expect(',');
        long length = in.hex();
        in.expectEnd();
        return new ObjectPart(annex, offset, length);
    }

    /// Answers with the part: `m` and bytes where more follow, `l` and bytes where the object ends.
    ///
    /// @param object its name, the same for all its parts
    /// @param content produces it
    void send(Session session, String object, Supplier<byte[]> content) {
        byte[] all = session.transfers().object(object + ":" + annex, offset, content);
        if (Long.compareUnsigned(offset, all.length) >= 0) {
            session.reply("l");
            return;
        }
        int from = (int) offset;
        // Every byte may need an escape.
        int most = Math.min(all.length - from, (session.packetSize() - 1) / 2);
        int count = length < 0 || length > most ? most : (int) length;
        Reply reply = new Reply(2 * count + 1).text(from + count == all.length ? "l" : "m");
        session.reply(reply.binary(all, from, count));
    }

    /// The same for a text.
    void sendText(Session session, String object, Supplier<String> content) {
        send(session, object, () -> content.get().getBytes(StandardCharsets.UTF_8));
    }

    /// The process that the annex names, or the chosen one.
    int pid(Session session) {
        if (annex.isEmpty()) {
            return session.pid();
        }
        PacketReader in = new PacketReader(annex.getBytes(StandardCharsets.UTF_8));
        int pid = in.hexInt();
        in.expectEnd();
        return pid;
    }

    /// The objects that need no annex refuse one.
    void expectNoAnnex() {
        if (!annex.isEmpty()) {
            throw new TargetException(TargetException.EINVAL, "no object " + annex);
        }
    }
}
