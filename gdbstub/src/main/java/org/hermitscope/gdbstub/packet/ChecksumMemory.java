package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qCRC:address,length`: a checksum of memory, for `compare-sections`.
record ChecksumMemory(MemoryRange range) implements Packet {
    private static final int WINDOW = 64 * 1024;
    private static final int POLYNOMIAL = 0x04c11db7;

    static ChecksumMemory parse(PacketReader in) {
        in.expect(':');
        MemoryRange range = MemoryRange.parse(in);
        in.expectEnd();
        return new ChecksumMemory(range);
    }

    @Override
    public void handle(Session session) {
        ThreadId thread = session.thread();
        byte[] data = new byte[WINDOW];
        long address = range.address();
        long left = range.length();
        // Unlike zip's: most significant bit first, and not inverted at the end.
        int crc = -1;
        while (left != 0) {
            int length = new MemoryRange(address, left).clamp(WINDOW);
            int read = session.target().readMemory(thread, address, data, 0, length);
            if (read < length) {
                throw new TargetException(TargetException.EFAULT, "no memory at 0x" + Long.toHexString(address + read));
            }
            crc = crc(data, length, crc);
            address += length;
            left -= length;
            if (address == 0 && left != 0) {
                throw new TargetException(TargetException.EINVAL, "the range wraps around");
            }
        }
        session.reply(new Reply().text("C").hex(Integer.toUnsignedLong(crc)));
    }

    private static int crc(byte[] data, int length, int start) {
        int crc = start;
        for (int i = 0; i < length; i++) {
            crc ^= data[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
            }
        }
        return crc;
    }
}
