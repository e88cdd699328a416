package org.hermitscope.kernel.task;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hermitscope.machine.Clock;
import org.jspecify.annotations.Nullable;

/// Things to do at a time of the guest's clock. One host thread, which begins with the first timer. Actions run on it
/// and must be short.
public final class Timers {
    /// The clock may stand still while a debugger holds the guest; look at least so often.
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Timer> queue = new PriorityQueue<>((a, b) -> Long.compare(a.deadline, b.deadline));
    private @Nullable Thread thread;
    private boolean stopped;

    /// An action at a time.
    public static final class Timer {
        private final long deadline;
        private final Runnable action;

        private Timer(long deadline, Runnable action) {
            this.deadline = deadline;
            this.action = action;
        }
    }

    Timers(Clock clock) {
        this.clock = clock;
    }

    /// Runs `action` once at a time in monotonic nanoseconds, or at once if that has passed.
    public Timer at(long deadline, Runnable action) {
        Timer timer = new Timer(deadline, action);
        lock.lock();
        try {
            queue.add(timer);
            if (thread == null && !stopped) {
                Thread fresh = new Thread(this::run, "kernel-timers");
                fresh.setDaemon(true);
                thread = fresh;
                fresh.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return timer;
    }

    /// Takes a timer back.
    ///
    /// @return false when its action has begun
    public boolean cancel(Timer timer) {
        lock.lock();
        try {
            return queue.remove(timer);
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            Timer due = next();
            if (due == null) {
                return;
            }
            due.action.run();
        }
    }

    private @Nullable Timer next() {
        lock.lock();
        try {
            while (!stopped) {
                Timer first = queue.peek();
                long left = first == null ? LONGEST_WAIT_NANOS : first.deadline - clock.monotonicNanos();
                if (left <= 0) {
                    return queue.poll();
                }
                try {
                    long _ = changed.awaitNanos(Math.min(left, LONGEST_WAIT_NANOS));
                } catch (InterruptedException _) {
                    // Only stop() ends the thread.
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }
}
