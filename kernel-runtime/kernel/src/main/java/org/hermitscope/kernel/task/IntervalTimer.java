package org.hermitscope.kernel.task;

import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.jspecify.annotations.Nullable;

/// One of setitimer(2)'s three timers. REAL counts the guest's monotonic clock; VIRTUAL and PROF count the CPU time of
/// the process, of which no part is known to be the kernel's.
public final class IntervalTimer {
    public static final int REAL = 0;
    public static final int VIRTUAL = 1;
    public static final int PROF = 2;
    public static final int KINDS = 3;

    private final Kernel kernel;
    private final int kind;
    /// When it fires, on its own clock; 0 when it is not set.
    private long due;

    private long interval;
    private Timers.@Nullable Timer timer;

    /// What a timer is set to.
    ///
    /// @param left nanoseconds until it fires, 0 when it is not set
    /// @param interval nanoseconds between later firings, 0 for none
    public record Setting(long left, long interval) {}

    IntervalTimer(Kernel kernel, int kind) {
        this.kernel = kernel;
        this.kind = kind;
    }

    /// Sets it and returns what was set before. A `value` of 0 stops it.
    public synchronized Setting set(long value, long wantedInterval) {
        Setting old = get();
        if (timer != null) {
            boolean _ = kernel.timers().cancel(timer);
            timer = null;
        }
        due = value == 0 ? 0 : now() + value;
        interval = wantedInterval;
        if (value != 0) {
            schedule();
        }
        return old;
    }

    public synchronized Setting get() {
        // One that is about to fire still shows something.
        return new Setting(due == 0 ? 0 : Math.max(1, due - now()), interval);
    }

    private void schedule() {
        long left = Math.max(0, due - now());
        timer = kernel.timers().at(kernel.clock().monotonicNanos() + left, this::fire);
    }

    private void fire() {
        synchronized (this) {
            if (due == 0) {
                return;
            }
            long now = now();
            if (now < due) {
                // CPU time passes more slowly than the clock that woke us, or the timer was set anew.
                schedule();
                return;
            }
            timer = null;
            due = interval == 0 ? 0 : due + Math.max(interval, (now - due) / interval * interval + interval);
            if (due != 0) {
                schedule();
            }
        }
        int number = switch (kind) {
            case VIRTUAL -> Signal.VTALRM;
            case PROF -> Signal.PROF;
            default -> Signal.ALRM;
        };
        boolean _ = kernel.signals().send(SignalInfo.kernel(number));
    }

    private long now() {
        return kind == REAL ? kernel.clock().monotonicNanos() : kernel.cpuNanos();
    }
}
