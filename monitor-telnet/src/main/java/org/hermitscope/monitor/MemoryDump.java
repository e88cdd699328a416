package org.hermitscope.monitor;

/// The layout of QEMU's `x` and `xp`: 16 bytes a line (8 for bytes), each line headed by its address.
public final class MemoryDump {
    private static final int LONGEST_STRING = 200;

    private MemoryDump() {}

    /// What is dumped: guest-virtual or guest-physical memory.
    @FunctionalInterface
    public interface Memory {
        /// Reads `length` bytes.
        ///
        /// @return false when one of them cannot be read
        boolean read(long address, byte[] into, int length);
    }

    /// Dumps `format.count()` values from `address` on. All letters but `i` are possible, instructions are the
    /// host's to print. Ends early at memory that cannot be read, with QEMU's ` Cannot access memory`.
    public static void print(Output out, ValueFormat format, long address, Memory memory) {
        if (format.letter() == 's') {
            strings(out, format.count(), address, memory);
            return;
        }
        // QEMU shows characters as bytes, whatever the size.
        ValueFormat cells = format.letter() == 'c' ? new ValueFormat(format.count(), 'c', 1) : format;
        int size = cells.size();
        int lineSize = size == 1 ? 8 : 16;
        byte[] bytes = new byte[16];
        StringBuilder line = new StringBuilder(64);
        long left = (long) size * cells.count();
        long at = address;
        while (left > 0) {
            int length = (int) Math.min(left, lineSize);
            line.setLength(0);
            line.append(head(at));
            boolean readable = memory.read(at, bytes, length);
            if (readable) {
                for (int i = 0; i < length; i += size) {
                    line.append(' ').append(cells.cell(littleEndian(bytes, i, size)));
                }
            } else {
                line.append(" Cannot access memory");
            }
            out.println(line.toString());
            if (!readable) {
                return;
            }
            at += length;
            left -= length;
        }
    }

    private static void strings(Output out, int count, long address, Memory memory) {
        long at = address;
        byte[] one = new byte[1];
        byte[] text = new byte[LONGEST_STRING];
        for (int i = 0; i < count; i++) {
            long start = at;
            int length = 0;
            boolean ended = false;
            while (length < LONGEST_STRING && !ended) {
                if (!memory.read(at, one, 1)) {
                    if (length == 0) {
                        out.println(head(start) + " Cannot access memory");
                        return;
                    }
                    break;
                }
                at++;
                ended = one[0] == 0;
                if (!ended) {
                    text[length] = one[0];
                    length++;
                }
            }
            // An unfinished string goes on in the next line, as in gdb.
            String shown = Escape.line(Escape.bytes(text, 0, length)).replace("\"", "\\\"");
            out.println(head(start) + " \"" + shown + (ended ? "\"" : "\"..."));
        }
    }

    private static String head(long address) {
        return ValueFormat.pad(Long.toHexString(address), 16, '0') + ":";
    }

    private static long littleEndian(byte[] bytes, int at, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
