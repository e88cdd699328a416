package org.hermitscope.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The token by which a running command learns that its client pressed Ctrl-C, sent a telnet IP or BRK, or
/// went away. Safe for use by several threads. Cancelling never interrupts a thread, because that would
/// close file channels the command shares with others.
public final class Cancellation {
    private final List<Runnable> watchers = new ArrayList<>();
    private volatile boolean cancelled;

    /// Cancels; a second call does nothing.
    public void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            notifyAll();
            toRun = List.copyOf(watchers);
            watchers.clear();
        }
        for (Runnable watcher : toRun) {
            watcher.run();
        }
    }

    /// Whether the command should come to an end.
    public boolean cancelled() {
        return cancelled;
    }

    /// Throws [CancelledException] when cancelled.
    public void check() {
        if (cancelled) {
            throw new CancelledException();
        }
    }

    /// Waits for at most `limit`.
    ///
    /// @return true as soon as the command is cancelled, false when the time is over
    public synchronized boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!cancelled) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                // Rounded up, so that the loop does not spin through the last millisecond.
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return true;
    }

    /// Runs `watcher` once when cancelled, at once if that has happened. It must be short and must not block.
    public void onCancel(Runnable watcher) {
        synchronized (this) {
            if (!cancelled) {
                watchers.add(watcher);
                return;
            }
        }
        watcher.run();
    }
}
