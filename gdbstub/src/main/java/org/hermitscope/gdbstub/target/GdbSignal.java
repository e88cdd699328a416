package org.hermitscope.gdbstub.target;

/// gdb's own signal numbers (its `include/gdb/signals.def`), which differ from Linux's above 6.
public final class GdbSignal {
    public static final int NONE = 0;
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int ILL = 4;
    public static final int TRAP = 5;
    public static final int ABRT = 6;
    public static final int FPE = 8;
    public static final int KILL = 9;
    public static final int BUS = 10;
    public static final int SEGV = 11;
    public static final int SYS = 12;
    public static final int PIPE = 13;
    public static final int ALRM = 14;
    public static final int TERM = 15;
    public static final int STOP = 17;
    public static final int CHLD = 20;
    public static final int USR1 = 30;
    public static final int USR2 = 31;
    public static final int UNKNOWN = 143;

    /// Index: Linux number (x86 and most others), 1 to 31. 16 is SIGSTKFLT, which gdb does not know.
    private static final int[] FROM_LINUX = {
        0, 1, 2, 3, 4, 5, 6, 10, 8, 9, 30, 11, 31, 13, 14, 15, UNKNOWN, 20, 19, 17, 18, 21, 22, 16, 24, 25, 26, 27, 28,
        23, 32, 12
    };

    // Realtime signals: Linux 33 to 63 are 45 to 75, but 32 and 64 were added to the list later.
    private static final int FIRST_REALTIME = 45;
    private static final int REALTIME_32 = 77;
    private static final int REALTIME_64 = 78;

    private GdbSignal() {}

    /// gdb's number for a Linux signal; [#UNKNOWN] if it has none.
    public static int fromLinux(int linux) {
        if (linux >= 0 && linux < FROM_LINUX.length) {
            return FROM_LINUX[linux];
        }
        return switch (linux) {
            case 32 -> REALTIME_32;
            case 64 -> REALTIME_64;
            default -> linux > 32 && linux < 64 ? linux - 33 + FIRST_REALTIME : UNKNOWN;
        };
    }

    /// The Linux number for gdb's; -1 if Linux has none.
    public static int toLinux(int gdb) {
        for (int linux = 0; linux <= 64; linux++) {
            if (gdb != UNKNOWN && fromLinux(linux) == gdb) {
                return linux;
            }
        }
        return -1;
    }
}
