package org.hermitscope.gdbstub.session;

import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// A thread id as a packet writes it: `p1.2`, `p1`, `2`, with 0 for any and -1 for all.
///
/// @param pid the process, [#ANY] or [#ALL]
/// @param tid the thread, [#ANY] or [#ALL]
public record ThreadSelector(int pid, int tid) {
    public static final int ANY = 0;
    public static final int ALL = -1;

    /// Reads one.
    public static ThreadSelector parse(PacketReader in) {
        if (in.accept('p')) {
            int pid = number(in);
            return new ThreadSelector(pid, in.accept('.') ? number(in) : ALL);
        }
        return new ThreadSelector(ANY, number(in));
    }

    private static int number(PacketReader in) {
        if (in.accept('-')) {
            if (in.hex() != 1) {
                throw new MalformedPacket("-1 expected");
            }
            return ALL;
        }
        return in.hexInt();
    }
}
