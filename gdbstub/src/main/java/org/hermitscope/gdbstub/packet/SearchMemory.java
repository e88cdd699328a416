package org.hermitscope.gdbstub.packet;

import java.util.Arrays;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qSearch:memory:address;length;pattern`: where does a pattern occur first?
@SuppressWarnings("ArrayRecordComponent") // handled once, never compared
record SearchMemory(MemoryRange range, byte[] pattern) implements Packet {
    private static final int WINDOW = 1 << 20;

    static SearchMemory parse(PacketReader in) {
        in.expect(':');
        long address = in.hex();
        in.expect(';');
        long length = in.hex();
        in.expect(';');
        byte[] pattern = in.restBinary();
        if (pattern.length == 0) {
            throw new MalformedPacket("pattern expected");
        }
        return new SearchMemory(new MemoryRange(address, length), pattern);
    }

    @Override
    public void handle(Session session) {
        ThreadId thread = session.thread();
        // Consecutive windows overlap, so that no occurrence is cut in two.
        int window = WINDOW + pattern.length - 1;
        byte[] data = new byte[window];
        long address = range.address();
        long left = range.length();
        while (Long.compareUnsigned(left, pattern.length) >= 0) {
            int length = new MemoryRange(address, left).clamp(window);
            int read = length == 0 ? 0 : session.target().readMemory(thread, address, data, 0, length);
            int found = find(data, read);
            if (found >= 0) {
                session.reply(new Reply().text("1,").hex(address + found));
                return;
            }
            if (read < length) {
                throw new TargetException(TargetException.EFAULT, "no memory at 0x" + Long.toHexString(address + read));
            }
            if (length < window) {
                break;
            }
            address += WINDOW;
            left -= WINDOW;
        }
        session.reply("0");
    }

    private int find(byte[] data, int length) {
        byte first = pattern[0];
        for (int at = 0; at + pattern.length <= length; at++) {
            if (data[at] == first && Arrays.equals(data, at, at + pattern.length, pattern, 0, pattern.length)) {
                return at;
            }
        }
        return -1;
    }
}
