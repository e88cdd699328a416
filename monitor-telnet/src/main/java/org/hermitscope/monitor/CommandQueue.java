package org.hermitscope.monitor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one queue of the commands that must not run beside each other. The client's own thread waits for its
/// command and passes the answer on, so that a client which does not read never holds up the queue.
final class CommandQueue implements AutoCloseable {
    private @Nullable ExecutorService executor;
    private volatile @Nullable Thread thread;
    private boolean closed;

    /// Runs `task` when those before it are done, and rethrows what it throws.
    void run(Consumer<Output> task, Output out, Cancellation token) {
        if (Thread.currentThread().equals(thread)) {
            // A queued command that executes a line of its own: it already has its turn.
            task.accept(out);
            return;
        }
        QueuedCommand queued = new QueuedCommand(task, token);
        try {
            executor().execute(() -> {
                thread = Thread.currentThread();
                queued.run();
            });
        } catch (RejectedExecutionException e) {
            throw CommandException.failed("the monitor is shutting down");
        }
        token.onCancel(queued::abandon);
        queued.relay(out);
    }

    private synchronized ExecutorService executor() {
        if (closed) {
            throw CommandException.failed("the monitor is shutting down");
        }
        ExecutorService present = executor;
        if (present == null) {
            present = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("monitor-commands").factory());
            executor = present;
        }
        return present;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (executor != null) {
            executor.shutdown();
        }
    }
}
