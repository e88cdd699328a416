package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;

/// The sixteen limits of getrlimit(2), soft and hard.
public final class ResourceLimits {
    public static final int CPU = 0;
    public static final int FSIZE = 1;
    public static final int DATA = 2;
    public static final int STACK = 3;
    public static final int CORE = 4;
    public static final int NPROC = 6;
    public static final int NOFILE = 7;
    public static final int MEMLOCK = 8;
    public static final int AS = 9;
    public static final int SIGPENDING = 11;
    public static final int MSGQUEUE = 12;
    public static final int NICE = 13;
    public static final int RTPRIO = 14;
    public static final int COUNT = 16;
    /// No limit.
    public static final long INFINITY = -1;

    private final long[] soft = new long[COUNT];
    private final long[] hard = new long[COUNT];
    private volatile boolean fileSizeLimited;

    ResourceLimits() {
        for (int i = 0; i < COUNT; i++) {
            soft[i] = INFINITY;
            hard[i] = INFINITY;
        }
        soft[STACK] = 8L << 20;
        soft[CORE] = 0;
        soft[NPROC] = hard[NPROC] = 32_768;
        soft[NOFILE] = 1024;
        hard[NOFILE] = 1 << 20;
        soft[MEMLOCK] = hard[MEMLOCK] = 8L << 20;
        soft[SIGPENDING] = hard[SIGPENDING] = 16_384;
        soft[MSGQUEUE] = hard[MSGQUEUE] = 819_200;
        soft[NICE] = hard[NICE] = 0;
        soft[RTPRIO] = hard[RTPRIO] = 0;
    }

    public synchronized long soft(int resource) {
        return soft[resource];
    }

    public synchronized long hard(int resource) {
        return hard[resource];
    }

    /// The soft limit as a number of bytes or things, unlimited being the largest long.
    public synchronized long effective(int resource) {
        return soft[resource] < 0 ? Long.MAX_VALUE : soft[resource];
    }

    /// Whether files may not become as long as they like: asked at each write.
    public boolean limitsFileSize() {
        return fileSizeLimited;
    }

    /// Sets both. EINVAL for a soft limit above the hard one, EPERM for files beyond what any process may open.
    public synchronized void set(int resource, long newSoft, long newHard) {
        if (Long.compareUnsigned(newSoft, newHard) > 0) {
            throw Errno.EINVAL.raise();
        }
        if (resource == NOFILE && Long.compareUnsigned(newHard, 1 << 20) > 0) {
            throw Errno.EPERM.raise();
        }
        soft[resource] = newSoft;
        hard[resource] = newHard;
        fileSizeLimited = soft[FSIZE] >= 0;
    }
}
