package org.hermitscope.kernel.process;

import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.memory.Area;
import org.hermitscope.kernel.memory.FilePages;
import org.hermitscope.kernel.task.Vsyscall;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.GuestName;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;

/// The lines of /proc/PID/maps (man 5 proc).
final class MapsText {
    /// Column where names begin.
    private static final int NAME_COLUMN = 73;

    private static final int SIZE_COLUMN = 23;
    private static final long LONGEST_LOOK = 64L << 20;

    /// The line of the page that is not the program's.
    static final String VSYSCALL = Long.toHexString(Vsyscall.START) + "-" + Long.toHexString(Vsyscall.END)
            + " --xp 00000000 00:00 0                  [vsyscall]\n";

    private MapsText() {}

    static String of(Iterable<Area> areas) {
        StringBuilder text = new StringBuilder();
        for (Area area : areas) {
            line(text, area);
        }
        return text.toString();
    }

    /// What smaps shows of each area: how much of it is in memory.
    static String inDetail(AddressSpace space) {
        StringBuilder text = new StringBuilder();
        for (Area area : space.areas()) {
            line(text, area);
            long resident = 0;
            // Asking for each page of a huge reservation would take longer than anybody waits.
            long last = Math.min(area.end(), area.start() + LONGEST_LOOK);
            for (long page = area.start(); page < last; page += HostMemory.PAGE_SIZE) {
                resident += space.isResident(page) ? HostMemory.PAGE_SIZE : 0;
            }
            boolean writable = (area.protection() & Protection.WRITE) != 0;
            size(text, "Size", area.length());
            size(text, "KernelPageSize", HostMemory.PAGE_SIZE);
            size(text, "MMUPageSize", HostMemory.PAGE_SIZE);
            size(text, "Rss", resident);
            size(text, "Pss", resident);
            size(text, "Shared_Clean", 0);
            size(text, "Shared_Dirty", 0);
            size(text, "Private_Clean", writable ? 0 : resident);
            size(text, "Private_Dirty", writable ? resident : 0);
            size(text, "Referenced", resident);
            size(text, "Anonymous", area.pages() == null ? resident : 0);
            size(text, "AnonHugePages", 0);
            size(text, "Swap", 0);
            size(text, "SwapPss", 0);
            size(text, "Locked", 0);
        }
        return text.toString();
    }

    private static void size(StringBuilder text, String name, long bytes) {
        String number = Long.toString(bytes / 1024);
        text.append(name).append(':');
        text.append(" ".repeat(Math.max(1, SIZE_COLUMN - name.length() - number.length())));
        text.append(number).append(" kB\n");
    }

    private static void line(StringBuilder text, Area area) {
        int start = text.length();
        FilePages pages = area.pages();
        Dentry file = pages == null ? null : pages.name();
        hex(text, area.start());
        text.append('-');
        hex(text, area.end());
        text.append(' ');
        int protection = area.protection();
        text.append((protection & Protection.READ) != 0 ? 'r' : '-');
        text.append((protection & Protection.WRITE) != 0 ? 'w' : '-');
        text.append((protection & Protection.EXEC) != 0 ? 'x' : '-');
        text.append(area.shared() ? "s " : "p ");
        hex(text, pages == null || file == null ? 0 : pages.offsetOf(area.start()));
        String name = area.label();
        if (file == null) {
            text.append(" 00:00 0");
        } else {
            Stat stat = file.inode().stat();
            text.append(' ');
            twoDigits(text, Stat.major(stat.device()));
            text.append(':');
            twoDigits(text, Stat.minor(stat.device()));
            text.append(' ').append(stat.inode());
            name = GuestName.toText(file.path());
        }
        text.append(' ');
        if (!name.isEmpty()) {
            while (text.length() - start < NAME_COLUMN) {
                text.append(' ');
            }
            text.append(name);
        }
        text.append('\n');
    }

    private static void hex(StringBuilder text, long value) {
        String digits = Long.toHexString(value);
        text.append("0".repeat(Math.max(0, 8 - digits.length()))).append(digits);
    }

    private static void twoDigits(StringBuilder text, int value) {
        String digits = Integer.toHexString(value);
        text.append(digits.length() < 2 ? "0" : "").append(digits);
    }
}
