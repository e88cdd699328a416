package org.hermitscope.gdbstub.packet;

import java.util.Set;
import java.util.TreeSet;
import org.hermitscope.gdbstub.wire.PacketReader;

/// Lists and switches in the packets that set something.
final class Numbers {
    private Numbers() {}

    /// Reads `:number;number;...`, which may be empty.
    static Set<Integer> list(PacketReader in) {
        in.expect(':');
        Set<Integer> numbers = new TreeSet<>();
        if (!in.atEnd()) {
            do {
                numbers.add(in.hexInt());
            } while (in.accept(';'));
        }
        in.expectEnd();
        return numbers;
    }

    /// Reads `:0` or `:1`.
    static boolean flag(PacketReader in) {
        in.expect(':');
        boolean on = in.hexInt() != 0;
        in.expectEnd();
        return on;
    }
}
