package org.hermitscope.kernel.signal;

/// Signal numbers of Linux x86-64, their names and default actions (man 7 signal).
public final class Signal {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int ILL = 4;
    public static final int TRAP = 5;
    public static final int ABRT = 6;
    public static final int BUS = 7;
    public static final int FPE = 8;
    public static final int KILL = 9;
    public static final int USR1 = 10;
    public static final int SEGV = 11;
    public static final int USR2 = 12;
    public static final int PIPE = 13;
    public static final int ALRM = 14;
    public static final int TERM = 15;
    public static final int STKFLT = 16;
    public static final int CHLD = 17;
    public static final int CONT = 18;
    public static final int STOP = 19;
    public static final int TSTP = 20;
    public static final int TTIN = 21;
    public static final int TTOU = 22;
    public static final int URG = 23;
    public static final int XCPU = 24;
    public static final int XFSZ = 25;
    public static final int VTALRM = 26;
    public static final int PROF = 27;
    public static final int WINCH = 28;
    public static final int IO = 29;
    public static final int PWR = 30;
    public static final int SYS = 31;
    /// First of the signals that queue with values; C libraries keep 32 to 34 for themselves.
    public static final int REALTIME = 32;
    /// Largest number.
    public static final int LAST = 64;

    /// Signals that no mask holds back.
    public static final long UNMASKABLE = bit(KILL) | bit(STOP);
    /// Signals that an instruction causes.
    public static final long SYNCHRONOUS = bit(SEGV) | bit(BUS) | bit(ILL) | bit(TRAP) | bit(FPE) | bit(SYS);
    /// Signals whose default action stops the process.
    public static final long STOPPING = bit(STOP) | bit(TSTP) | bit(TTIN) | bit(TTOU);

    private static final long IGNORED = bit(CHLD) | bit(CONT) | bit(URG) | bit(WINCH);
    private static final long CORE = bit(QUIT) | bit(ILL) | bit(TRAP) | bit(ABRT) | bit(BUS) | bit(FPE) | bit(SEGV)
            | bit(XCPU) | bit(XFSZ) | bit(SYS);

    private static final String[] NAMES = {
        "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    /// What a signal does where no handler is set.
    public enum Default {
        TERMINATE,
        CORE,
        IGNORE,
        STOP,
        CONTINUE
    }

    private Signal() {}

    /// The bit of a signal in a mask, signal 1 being bit 0.
    public static long bit(int number) {
        return 1L << number - 1;
    }

    /// Whether a number names a signal.
    public static boolean valid(long number) {
        return number >= 1 && number <= LAST;
    }

    public static Default defaultAction(int number) {
        long bit = bit(number);
        if (number == CONT) {
            return Default.CONTINUE;
        }
        if ((bit & IGNORED) != 0) {
            return Default.IGNORE;
        }
        if ((bit & STOPPING) != 0) {
            return Default.STOP;
        }
        return (bit & CORE) != 0 ? Default.CORE : Default.TERMINATE;
    }

    /// The name with its prefix: `SIGSEGV`, `SIGRTMIN` for 32, `SIGRT_3` for 35.
    public static String name(int number) {
        if (number == REALTIME) {
            return "SIGRTMIN";
        }
        if (number > REALTIME) {
            return "SIGRT_" + (number - REALTIME);
        }
        return number < 0 ? Integer.toString(number) : "SIG" + NAMES[number];
    }
}
