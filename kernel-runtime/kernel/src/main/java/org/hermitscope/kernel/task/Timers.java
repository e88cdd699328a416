package org.hermitscope.kernel.task;

import java.util.PriorityQueue;
import org.hermitscope.machine.Clock;
import org.jspecify.annotations.Nullable;

/// Things to do at a time of the guest's clock. One host thread, which begins with the first timer. Actions run on it
/// and must be short.
public final class Timers {
    /// The clock may stand still or jump while a debugger holds the guest; look at least so often.
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final Clock clock;
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

        /// Monotonic nanoseconds.
        public long deadline() {
            return deadline;
        }
    }

    Timers(Clock clock) {
        this.clock = clock;
    }

    /// Runs `action` once at a time in monotonic nanoseconds, or at once if that has passed.
    public synchronized Timer at(long deadline, Runnable action) {
        Timer timer = new Timer(deadline, action);
        queue.add(timer);
        if (thread == null && !stopped) {
            Thread fresh = new Thread(this::run, "kernel-timers");
            fresh.setDaemon(true);
            thread = fresh;
            fresh.start();
        }
        notifyAll();
        return timer;
    }

    /// Takes a timer back.
    ///
    /// @return false when its action has begun
    public synchronized boolean cancel(Timer timer) {
        return queue.remove(timer);
    }

    synchronized void stop() {
        stopped = true;
        queue.clear();
        notifyAll();
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

    private synchronized @Nullable Timer next() {
        while (!stopped) {
            Timer first = queue.peek();
            long left = first == null ? Long.MAX_VALUE : first.deadline - clock.monotonicNanos();
            if (left <= 0) {
                return queue.poll();
            }
            try {
                long millis = Math.min(left / 1_000_000, LONGEST_WAIT_MILLIS);
                wait(millis, millis == LONGEST_WAIT_MILLIS ? 0 : (int) (left % 1_000_000));
            } catch (InterruptedException _) {
                // Only stop() ends the thread.
            }
        }
        return null;
    }
}
