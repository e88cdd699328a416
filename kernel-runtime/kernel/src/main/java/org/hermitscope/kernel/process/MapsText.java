package org.hermitscope.kernel.process;

import org.hermitscope.kernel.memory.Area;
import org.hermitscope.kernel.memory.FilePages;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.GuestName;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.machine.Protection;

/// The lines of /proc/PID/maps (man 5 proc).
final class MapsText {
    /// Column where names begin.
    private static final int NAME_COLUMN = 73;

    private MapsText() {}

    static String of(Iterable<Area> areas) {
        StringBuilder text = new StringBuilder();
        for (Area area : areas) {
            line(text, area);
        }
        return text.toString();
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
