package org.hermitscope.monitor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command on its way through the [CommandQueue]: the queue's thread runs it and fills a buffer, the
/// client's thread empties the buffer and waits for the end.
final class QueuedCommand {
    /// More unread output than this ends the command: its client reads too slowly.
    private static final int MOST_PENDING = 4 << 20;

    /// As much is handed to the client's output at once, so that its own limits mean something.
    private static final int MOST_AT_ONCE = 16 << 10;

    private enum State {
        WAITING,
        RUNNING,
        DONE,
        ABANDONED
    }

    private final Consumer<Output> task;
    private final Cancellation token;
    private final StringBuilder pending = new StringBuilder();
    private State state = State.WAITING;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    QueuedCommand(Consumer<Output> task, Cancellation token) {
        this.task = task;
        this.token = token;
    }

    /// On the queue's thread.
    void run() {
        synchronized (this) {
            if (state == State.ABANDONED) {
                return;
            }
            state = State.RUNNING;
        }
        RuntimeException thrown = null;
        Error fatal = null;
        try {
            token.check();
            task.accept(this::append);
        } catch (RuntimeException e) {
            thrown = e;
        } catch (Error e) {
            // Belongs to the client that waits; the queue must live on.
            fatal = e;
        }
        synchronized (this) {
            failure = thrown;
            error = fatal;
            state = State.DONE;
            notifyAll();
        }
    }

    private void append(String text) {
        token.check();
        synchronized (this) {
            pending.append(text);
            notifyAll();
            if (pending.length() > MOST_PENDING) {
                throw CommandException.failed(
                        "command stopped: " + (MOST_PENDING >> 20) + " MiB of output wait to be read");
            }
        }
    }

    /// Lets the client go at once when the command has not begun.
    synchronized void abandon() {
        if (state == State.WAITING) {
            state = State.ABANDONED;
        }
        notifyAll();
    }

    /// On the client's thread: prints the answer as it comes, returns or throws as the command did.
    void relay(Output out) {
        boolean reading = true;
        while (true) {
            String piece;
            synchronized (this) {
                while (pending.isEmpty() && state != State.DONE && state != State.ABANDONED) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        token.cancel();
                        throw new CancelledException();
                    }
                }
                if (state == State.ABANDONED) {
                    throw new CancelledException();
                }
                if (pending.isEmpty() || (!reading && state == State.DONE)) {
                    break;
                }
                int size = Math.min(pending.length(), MOST_AT_ONCE);
                piece = pending.substring(0, size);
                pending.delete(0, size);
            }
            if (reading) {
                try {
                    out.print(piece);
                } catch (CancelledException e) {
                    // The client left; still wait for the end, since the command may hold the machine.
                    reading = false;
                    token.cancel();
                }
            }
        }
        rethrow(reading);
    }

    private synchronized void rethrow(boolean reading) {
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
        if (!reading) {
            throw new CancelledException();
        }
    }
}
