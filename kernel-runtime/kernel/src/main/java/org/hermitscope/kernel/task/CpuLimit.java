package org.hermitscope.kernel.task;

import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.jspecify.annotations.Nullable;

/// RLIMIT_CPU: SIGXCPU when the process has used so many seconds of CPU time, and again each second from then on;
/// SIGKILL at the hard limit (man 2 getrlimit).
public final class CpuLimit {
    private static final long SECOND = 1_000_000_000;

    private final Kernel kernel;
    /// Seconds of CPU time at which the next SIGXCPU is due.
    private long next;

    private Timers.@Nullable Timer timer;

    CpuLimit(Kernel kernel) {
        this.kernel = kernel;
    }

    /// The limit was set.
    public synchronized void changed() {
        if (timer != null) {
            boolean _ = kernel.timers().cancel(timer);
            timer = null;
        }
        next = soft();
        schedule();
    }

    private long soft() {
        // Linux takes 0 for a second.
        return Math.max(1, kernel.limits().effective(ResourceLimits.CPU));
    }

    private long hard() {
        long limit = kernel.limits().hard(ResourceLimits.CPU);
        return limit < 0 ? Long.MAX_VALUE : Math.max(1, limit);
    }

    private void schedule() {
        long due = Math.min(next, hard());
        if (due > Long.MAX_VALUE / SECOND) {
            return;
        }
        // CPU time passes on several processors at once, so the clock on the wall says no more than when to look.
        long left = Math.max(0, due * SECOND - kernel.cpuNanos()) / kernel.processorCount();
        timer = kernel.timers().at(kernel.clock().monotonicNanos() + left, this::look);
    }

    private void look() {
        int number = 0;
        synchronized (this) {
            timer = null;
            long used = kernel.cpuNanos() / SECOND;
            if (used >= hard()) {
                number = Signal.KILL;
            } else if (used >= next) {
                number = Signal.XCPU;
                next = used + 1;
            }
            if (number != Signal.KILL) {
                schedule();
            }
        }
        if (number != 0) {
            boolean _ = kernel.signals().send(SignalInfo.kernel(number));
        }
    }
}
