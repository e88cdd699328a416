package org.hermitscope.kernel.task;

import org.hermitscope.kernel.signal.PendingSignals;
import org.hermitscope.kernel.signal.SignalInfo;
import org.jspecify.annotations.Nullable;

/// A timer of timer_create(2). While its signal waits to be taken, further expiries are counted instead of queued.
public final class PosixTimer implements SignalInfo.Sender {
    private final Kernel kernel;
    private final int id;
    private final Source source;
    private final int signal;
    private final long value;
    private final @Nullable Task target;
    private long due;
    private long interval;
    /// Expiries since the signal that waits now, and those that the last one taken told of.
    private int missed;

    private int overrun;
    private Timers.@Nullable Timer timer;

    /// The clock that a timer runs on.
    public enum Source {
        MONOTONIC,
        REALTIME,
        PROCESS_CPU,
        THREAD_CPU
    }

    /// @param signal what an expiry sends, 0 for nothing
    /// @param value si_value
    /// @param target who gets it, null for the process
    PosixTimer(Kernel kernel, int id, Source source, int signal, long value, @Nullable Task target) {
        this.kernel = kernel;
        this.id = id;
        this.source = source;
        this.signal = signal;
        this.value = value;
        this.target = target;
    }

    public int id() {
        return id;
    }

    /// Sets it; a `first` of 0 stops it.
    ///
    /// @return what was set before
    public synchronized IntervalTimer.Setting set(long first, long wantedInterval, boolean absolute) {
        IntervalTimer.Setting old = get();
        cancel();
        due = first == 0 ? 0 : absolute ? first : now() + first;
        interval = wantedInterval;
        missed = 0;
        overrun = 0;
        if (due != 0) {
            schedule();
        }
        return old;
    }

    public synchronized IntervalTimer.Setting get() {
        return new IntervalTimer.Setting(due == 0 ? 0 : Math.max(1, due - now()), interval);
    }

    /// Expiries beyond the one that the last signal told of.
    public synchronized int overrun() {
        return overrun;
    }

    synchronized void cancel() {
        if (timer != null) {
            boolean _ = kernel.timers().cancel(timer);
            timer = null;
        }
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
                schedule();
                return;
            }
            timer = null;
            if (interval == 0) {
                due = 0;
            } else {
                long late = (now - due) / interval;
                due += (late + 1) * interval;
                missed = (int) Math.min(missed + late, Integer.MAX_VALUE);
                schedule();
            }
            if (signal == 0) {
                return;
            }
            if (queue().holds(signal, this)) {
                missed = (int) Math.min(missed + 1L, Integer.MAX_VALUE);
                return;
            }
        }
        send(SignalInfo.timer(signal, id, 0, value, this));
    }

    @Override
    public synchronized SignalInfo taken(SignalInfo info) {
        overrun = missed;
        missed = 0;
        return SignalInfo.timer(signal, id, overrun, value, this);
    }

    /// Ends it: a signal that waits is forgotten.
    void delete() {
        cancel();
        if (signal != 0) {
            queue().remove(signal, this);
        }
    }

    private PendingSignals queue() {
        Task to = target;
        return to == null ? kernel.signals().pending() : to.signals().pending();
    }

    private void send(SignalInfo info) {
        Task to = target;
        if (to == null) {
            boolean _ = kernel.signals().send(info);
        } else if (!to.ended()) {
            boolean _ = kernel.signals().send(to, info);
        }
    }

    private long now() {
        return switch (source) {
            case MONOTONIC -> kernel.clock().monotonicNanos();
            case REALTIME -> kernel.clock().realtimeNanos();
            case PROCESS_CPU -> kernel.cpuNanos();
            case THREAD_CPU ->
                target == null ? kernel.cpuNanos() : target.cpuTime().nanos();
        };
    }
}
