package org.hermitscope.kernel.trace;

import static org.hermitscope.kernel.abi.LittleEndian.getInt;
import static org.hermitscope.kernel.abi.LittleEndian.getLong;
import static org.hermitscope.kernel.abi.LittleEndian.getShort;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;

/// Structures in guest memory as strace shows them. Whoever calls has seen to it that there is an address; memory that
/// cannot be read makes the address stand for itself.
final class StructText {
    private static final int MODE_TYPE = 0170000;
    private static final int[] TYPES = {0140000, 0120000, 0100000, 0060000, 0040000, 0020000, 0010000};
    private static final String[] TYPE_NAMES = {
        "S_IFSOCK", "S_IFLNK", "S_IFREG", "S_IFBLK", "S_IFDIR", "S_IFCHR", "S_IFIFO"
    };
    private static final long UTIME_NOW = 0x3fff_ffff;
    private static final long UTIME_OMIT = 0x3fff_fffe;
    private static final int SHOWN_ELEMENTS = 32;

    private final UserMemory memory;

    StructText(UserMemory memory) {
        this.memory = memory;
    }

    static String hex(long value) {
        return value == 0 ? "NULL" : "0x" + Long.toHexString(value);
    }

    private interface Body {
        String text(byte[] bytes);
    }

    /// @param address where the structure lies
    private String structure(long address, int size, Body body) {
        byte[] bytes = new byte[size];
        if (memory.readUpTo(address, bytes, 0, size) < size) {
            return hex(address);
        }
        return body.text(bytes);
    }

    String stat(long address) {
        return structure(address, 144, bytes -> {
            int mode = getInt(bytes, 24);
            long device = getLong(bytes, 40);
            int type = mode & MODE_TYPE;
            boolean isDevice = type == 0020000 || type == 0060000;
            String tail = isDevice
                    ? "st_rdev=makedev(" + number(device >>> 8 & 0xfff) + ", "
                            + number(device & 0xff | device >>> 12 & 0xfff00) + ")"
                    : "st_size=" + getLong(bytes, 48);
            return "{st_mode=" + mode(mode) + ", " + tail + ", ...}";
        });
    }

    private static String number(long value) {
        return value == 0 ? "0" : "0x" + Long.toHexString(value);
    }

    /// A file mode with its type: `S_IFREG|0644`.
    static String mode(int mode) {
        for (int i = 0; i < TYPES.length; i++) {
            if ((mode & MODE_TYPE) == TYPES[i]) {
                return TYPE_NAMES[i] + "|" + permissions(mode & 07777);
            }
        }
        return permissions(mode);
    }

    static String permissions(int mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(1, 4 - digits.length())) + digits;
    }

    String timespec(long address) {
        return structure(address, 16, bytes -> "{tv_sec=" + getLong(bytes, 0) + ", tv_nsec=" + getLong(bytes, 8) + "}");
    }

    String timeval(long address) {
        return structure(address, 16, bytes -> "{tv_sec=" + getLong(bytes, 0) + ", tv_usec=" + getLong(bytes, 8) + "}");
    }

    /// The two times of utimensat, with its special values.
    String times(long address) {
        return "[" + time(address) + ", " + time(address + 16) + "]";
    }

    private String time(long address) {
        return structure(address, 16, bytes -> {
            long nanos = getLong(bytes, 8);
            if (nanos == UTIME_NOW) {
                return "UTIME_NOW";
            }
            return nanos == UTIME_OMIT ? "UTIME_OMIT" : timespec(address);
        });
    }

    String itimerval(long address) {
        return "{it_interval=" + timeval(address) + ", it_value=" + timeval(address + 16) + "}";
    }

    String rlimit(long address) {
        return structure(
                address,
                16,
                bytes -> "{rlim_cur=" + limit(getLong(bytes, 0)) + ", rlim_max=" + limit(getLong(bytes, 8)) + "}");
    }

    private static String limit(long value) {
        if (value == -1) {
            return "RLIM64_INFINITY";
        }
        return value > 1024 && value % 1024 == 0 ? value / 1024 + "*1024" : Long.toUnsignedString(value);
    }

    String utsname(long address) {
        return structure(
                address, 390, bytes -> "{sysname=" + field(bytes, 0) + ", nodename=" + field(bytes, 65) + ", ...}");
    }

    private static String field(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] != 0) {
            end++;
        }
        return '"' + new String(bytes, at, end - at, StandardCharsets.UTF_8) + '"';
    }

    String signalSet(long address) {
        return structure(address, 8, bytes -> signals(getLong(bytes, 0)));
    }

    /// A mask as names, negated when most signals are in it.
    static String signals(long set) {
        boolean negated = Long.bitCount(set) > Signal.LAST * 2 / 3;
        long shown = negated ? ~set : set;
        StringBuilder text = new StringBuilder(negated ? "~[" : "[");
        boolean first = true;
        for (int number = 1; number <= Signal.LAST; number++) {
            if ((shown & Signal.bit(number)) != 0) {
                if (!first) {
                    text.append(' ');
                }
                first = false;
                text.append(Signal.name(number), 3, Signal.name(number).length());
            }
        }
        return text.append(']').toString();
    }

    String sigaction(long address) {
        return structure(address, 32, bytes -> {
            long handler = getLong(bytes, 0);
            long flags = getLong(bytes, 8);
            String name = handler == 0 ? "SIG_DFL" : handler == 1 ? "SIG_IGN" : hex(handler);
            String restorer = (flags & 0x0400_0000) != 0 ? ", sa_restorer=" + hex(getLong(bytes, 16)) : "";
            return "{sa_handler=" + name + ", sa_mask=" + signals(getLong(bytes, 24)) + ", sa_flags="
                    + Flags.SIGACTION.flags(flags) + restorer + "}";
        });
    }

    String signalInfo(long address) {
        return structure(address, SignalInfo.SIZE, bytes -> SignalText.fields(SignalInfo.of(getInt(bytes, 0), bytes)));
    }

    String stack(long address) {
        return structure(
                address,
                24,
                bytes -> "{ss_sp=" + hex(getLong(bytes, 0)) + ", ss_flags=" + Flags.STACK.flags(getInt(bytes, 8))
                        + ", ss_size=" + getLong(bytes, 16) + "}");
    }

    /// An iovec array with as many bytes of its buffers as were moved.
    ///
    /// @param moved bytes moved so far in all, or -1 to show whole buffers
    String iovec(long address, long count, long moved) {
        StringBuilder text = new StringBuilder("[");
        long left = moved;
        for (long i = 0; i < count; i++) {
            if (i > 0) {
                text.append(", ");
            }
            if (i == SHOWN_ELEMENTS) {
                text.append("...");
                break;
            }
            byte[] bytes = new byte[16];
            if (memory.readUpTo(address + 16 * i, bytes, 0, 16) < 16) {
                return i == 0
                        ? hex(address)
                        : text.append("... /* ")
                                .append(hex(address + 16 * i))
                                .append(" */]")
                                .toString();
            }
            long length = getLong(bytes, 8);
            long shown = moved < 0 ? length : Math.min(left, length);
            left -= Math.max(0, shown);
            text.append("{iov_base=")
                    .append(buffer(getLong(bytes, 0), shown))
                    .append(", iov_len=")
                    .append(length)
                    .append('}');
        }
        return text.append(']').toString();
    }

    String pollDescriptors(long address, long count, boolean returned) {
        StringBuilder text = new StringBuilder("[");
        boolean first = true;
        for (long i = 0; i < count && i < SHOWN_ELEMENTS; i++) {
            byte[] bytes = new byte[8];
            if (memory.readUpTo(address + 8 * i, bytes, 0, 8) < 8) {
                return hex(address);
            }
            int events = getShort(bytes, returned ? 6 : 4);
            if (returned && events == 0) {
                continue;
            }
            if (!first) {
                text.append(", ");
            }
            first = false;
            text.append("{fd=").append(getInt(bytes, 0)).append(returned ? ", revents=" : ", events=");
            text.append(Flags.POLL.flags(events)).append('}');
        }
        return text.append(']').toString();
    }

    String epollEvent(long address) {
        return structure(address, 12, bytes -> {
            long data = getLong(bytes, 4);
            String events = Flags.EPOLL.flags(getInt(bytes, 0) & 0xffff_ffffL);
            return "{events=" + events + ", data=" + "{u32=" + Integer.toUnsignedString((int) data) + ", u64="
                    + Long.toUnsignedString(data) + "}}";
        });
    }

    String epollEvents(long address, long count) {
        StringBuilder text = new StringBuilder("[");
        for (long i = 0; i < count && i < SHOWN_ELEMENTS; i++) {
            text.append(i > 0 ? ", " : "").append(epollEvent(address + 12 * i));
        }
        return text.append(count > SHOWN_ELEMENTS ? ", ...]" : "]").toString();
    }

    String itimerspec(long address) {
        return "{it_interval=" + timespec(address) + ", it_value=" + timespec(address + 16) + "}";
    }

    String descriptors(long address) {
        return structure(address, 8, bytes -> "[" + getInt(bytes, 0) + ", " + getInt(bytes, 4) + "]");
    }

    String integer(long address) {
        return structure(address, 4, bytes -> "[" + getInt(bytes, 0) + "]");
    }

    String longInteger(long address) {
        return structure(address, 8, bytes -> "[" + getLong(bytes, 0) + "]");
    }

    String affinity(long address, long size) {
        byte[] bytes = new byte[Math.clamp(size, 0, 128)];
        if (memory.readUpTo(address, bytes, 0, bytes.length) < bytes.length) {
            return hex(address);
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < bytes.length * 8; i++) {
            if ((bytes[i / 8] >> i % 8 & 1) != 0) {
                text.append(text.length() > 1 ? " " : "").append(i);
            }
        }
        return text.append(']').toString();
    }

    String cloneArguments(long address, long size) {
        return structure(
                address,
                Math.clamp(size, 64, 88),
                bytes -> "{flags=" + Flags.CLONE.flags(getLong(bytes, 0))
                        + ", child_tid=" + hex(getLong(bytes, 16)) + ", parent_tid=" + hex(getLong(bytes, 24))
                        + ", exit_signal="
                        + getLong(bytes, 32) + ", stack=" + hex(getLong(bytes, 40)) + ", stack_size=0x"
                        + Long.toHexString(getLong(bytes, 48)) + ", tls=" + hex(getLong(bytes, 56)) + "}");
    }

    /// The beginning of a buffer, quoted.
    String buffer(long address, long length) {
        if (address == 0) {
            return "NULL";
        }
        byte[] bytes = new byte[Math.clamp(length, 0, Quoting.SHOWN)];
        if (memory.readUpTo(address, bytes, 0, bytes.length) < bytes.length) {
            return hex(address);
        }
        return Quoting.quote(bytes, length);
    }

    String random(long address, long length) {
        byte[] bytes = new byte[Math.clamp(length, 0, Quoting.SHOWN)];
        return memory.readUpTo(address, bytes, 0, bytes.length) < bytes.length
                ? hex(address)
                : Quoting.hex(bytes, length);
    }

    /// A NUL-terminated string.
    ///
    /// @param whole whether it is shown however long, as paths are
    String string(long address, boolean whole) {
        if (address == 0) {
            return "NULL";
        }
        int most = whole ? UserMemory.PATH_MAX : Quoting.SHOWN + 1;
        byte[] bytes = new byte[most];
        int length = memory.readUpTo(address, bytes, 0, most);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                byte[] text = Arrays.copyOf(bytes, i);
                return whole ? Quoting.quoteAll(text) : Quoting.quote(text, i);
            }
        }
        return length < most ? hex(address) : Quoting.quote(bytes, most);
    }
}
