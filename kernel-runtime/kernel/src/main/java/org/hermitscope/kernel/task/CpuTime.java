package org.hermitscope.kernel.task;

import org.hermitscope.machine.Clock;

/// How long a task has had a processor.
public final class CpuTime {
    private final Clock clock;
    private long spent;
    private long since;
    private boolean running;

    CpuTime(Clock clock) {
        this.clock = clock;
    }

    synchronized void mark(boolean now) {
        long time = clock.monotonicNanos();
        if (running) {
            spent += time - since;
        }
        since = time;
        running = now;
    }

    /// Nanoseconds so far. Any thread may ask.
    public synchronized long nanos() {
        return running ? spent + clock.monotonicNanos() - since : spent;
    }
}
