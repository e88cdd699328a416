package org.hermitscope.monitor.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// Runs a client's tasks one after the other. It has a thread only while there is something to do.
final class SerialTasks {
    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialTasks(Executor threads) {
        this.threads = threads;
    }

    void execute(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::run);
    }

    /// Forgets the tasks that have not begun.
    synchronized void clear() {
        waiting.clear();
    }

    private void run() {
        while (true) {
            Runnable task;
            synchronized (this) {
                task = waiting.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            task.run();
        }
    }
}
