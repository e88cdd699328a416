package org.hermitscope.kernel.task;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;

/// How many tasks may execute guest instructions at once. Every task has a vCPU of its own, so that registers never
/// move; the number of processors is the number of them that run. First come, first served; who has run for a time
/// slice while others wait is asked to give way.
final class Processors {
    private static final long SLICE_NANOS = 4_000_000;

    private final int count;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final ArrayDeque<Task> running = new ArrayDeque<>();

    Processors(int count) {
        this.count = count;
    }

    int count() {
        return count;
    }

    /// Waits for a processor. Called on the task's thread.
    void acquire(Task task) {
        synchronized (this) {
            if (waiting.isEmpty() && running.size() < count) {
                running.add(task);
                task.markRunning(true);
                return;
            }
            waiting.add(task);
        }
        while (!task.isRunning()) {
            LockSupport.parkNanos(this, SLICE_NANOS);
            boolean _ = Thread.interrupted();
            preempt(task);
        }
    }

    /// Gives the processor to whoever has waited longest.
    void release(Task task) {
        Task next;
        synchronized (this) {
            boolean _ = running.remove(task);
            task.markRunning(false);
            next = waiting.poll();
            if (next != null) {
                running.add(next);
                next.markRunning(true);
            }
        }
        if (next != null) {
            LockSupport.unpark(next.thread());
        }
    }

    /// Gives way if someone waits: sched_yield(2), the end of a time slice.
    void yieldTo(Task task) {
        boolean wanted;
        synchronized (this) {
            wanted = !waiting.isEmpty();
        }
        if (wanted) {
            release(task);
            acquire(task);
        }
    }

    /// The task that has run longest gives way, once the one that has waited longest asks.
    private synchronized void preempt(Task asking) {
        if (waiting.peek() == asking) {
            Task longest = running.peek();
            if (longest != null) {
                longest.post(Work.YIELD);
            }
        }
    }
}
