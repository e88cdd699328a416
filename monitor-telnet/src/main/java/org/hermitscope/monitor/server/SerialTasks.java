package org.hermitscope.monitor.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// Runs a client's tasks one after the other. It has a thread only while there is something to do.
final class SerialTasks {
    private final Executor threads;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private boolean running;

    SerialTasks(Executor threads) {
        this.threads = threads;
    }

    private record Task(Runnable body, boolean typedAhead) {}

    /// Runs a task that [#forgetTypedAhead] may drop.
    void executeTyped(Runnable body) {
        add(new Task(body, true));
    }

    void execute(Runnable body) {
        add(new Task(body, false));
    }

    private void add(Task task) {
        synchronized (this) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::run);
    }

    /// Forgets the user's lines that have not begun.
    synchronized void forgetTypedAhead() {
        waiting.removeIf(Task::typedAhead);
    }

    /// Forgets all tasks that have not begun.
    synchronized void clear() {
        waiting.clear();
    }

    private void run() {
        while (true) {
            Task task;
            synchronized (this) {
                task = waiting.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            task.body().run();
        }
    }
}
