package org.hermitscope.kernel.vfs;

/// The flags of `open(2)` on x86-64, which are also those of `F_GETFL`.
public final class OpenFlags {
    public static final int ACCESS_MODE = 3;
    public static final int RDONLY = 0;
    public static final int WRONLY = 1;
    public static final int RDWR = 2;
    public static final int CREAT = 0100;
    public static final int EXCL = 0200;
    public static final int NOCTTY = 0400;
    public static final int TRUNC = 01000;
    public static final int APPEND = 02000;
    public static final int NONBLOCK = 04000;
    public static final int DSYNC = 010000;
    public static final int ASYNC = 020000;
    public static final int DIRECT = 040000;
    public static final int LARGEFILE = 0100000;
    public static final int DIRECTORY = 0200000;
    public static final int NOFOLLOW = 0400000;
    public static final int NOATIME = 01000000;
    public static final int CLOEXEC = 02000000;
    public static final int SYNC = 04010000;
    public static final int PATH = 010000000;
    public static final int TMPFILE = 020000000 | DIRECTORY;

    /// What `F_SETFL` may change.
    public static final int SETTABLE = APPEND | NONBLOCK | ASYNC | DIRECT | NOATIME;
    /// What an open file remembers.
    public static final int KEPT = ACCESS_MODE | SETTABLE | SYNC | LARGEFILE | PATH | DIRECTORY | NOFOLLOW;

    private OpenFlags() {}

    public static boolean reads(int flags) {
        return (flags & PATH) == 0 && (flags & ACCESS_MODE) != WRONLY && (flags & ACCESS_MODE) != ACCESS_MODE;
    }

    public static boolean writes(int flags) {
        int access = flags & ACCESS_MODE;
        return (flags & PATH) == 0 && (access == WRONLY || access == RDWR);
    }
}
