package org.hermitscope.gdbstub.packet;

import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.Reply;

/// What the `vFile` packets have in common: their answers, errors and numbers (GDB manual E.7 and E.13).
final class FileRequest {
    private static final int ENAMETOOLONG = 36;
    private static final int UNKNOWN = 9999;

    private FileRequest() {}

    /// One of the requests.
    interface Action {
        Reply apply(HostIo io);
    }

    /// Carries a request out; refusals become `F-1,errno`.
    static void handle(Session session, Action action) {
        Optional<HostIo> io = session.target().hostIo();
        if (io.isEmpty()) {
            session.unsupported();
            return;
        }
        Reply reply;
        try {
            reply = action.apply(io.get());
        } catch (TargetException refused) {
            reply = new Reply().text("F-1,").hex(errno(refused.errno()));
        }
        session.reply(reply);
    }

    /// `F` and a number that is not negative.
    static Reply result(int number) {
        return new Reply().text("F").hex(number);
    }

    /// `F`, the number of bytes, and the bytes.
    static Reply result(byte[] data, int count) {
        return new Reply(2 * count + 16).text("F").hex(count).text(";").binary(data, 0, count);
    }

    /// The protocol has numbers of its own for some errors.
    private static int errno(int linux) {
        return switch (linux) {
            case 1, 2, 4, 9, 13, 14, 16, 17, 19, 20, 21, 22, 23, 24, 27, 28, 29, 30 -> linux;
            case TargetException.ENOSYS -> 88;
            case ENAMETOOLONG -> 91;
            default -> UNKNOWN;
        };
    }
}
