package org.hermitscope.monitor.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.hermitscope.monitor.CancelledException;
import org.hermitscope.monitor.Output;
import org.hermitscope.monitor.telnet.TelnetText;

/// A client's screen. Threads that print wait here while the client does not read; the event loop never does.
final class ChannelOutput implements Output {
    private static final System.Logger LOG = System.getLogger(ChannelOutput.class.getName());
    private static final int MOST_PENDING = 64 << 10;
    private static final int CHUNK = 4096;

    private final Channel channel;
    private final Duration patience;
    private final StringBuilder pending = new StringBuilder();
    private boolean drainScheduled;
    private boolean closed;
    private boolean finishing;
    private boolean watched;
    private boolean discarding;
    private boolean atLineStart = true;
    private volatile long lastProgress = System.nanoTime();

    ChannelOutput(Channel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    @Override
    public void print(String text) {
        if (text.isEmpty()) {
            return;
        }
        boolean inLoop = channel.eventLoop().inEventLoop();
        synchronized (this) {
            if (!inLoop) {
                awaitRoom();
            }
            if (closed) {
                throw new CancelledException();
            }
            if (discarding || finishing) {
                return;
            }
            pending.append(text);
            atLineStart = text.charAt(text.length() - 1) == '\n';
        }
        scheduleDrain(inLoop);
    }

    /// Starts a new line unless the last one is complete.
    void freshLine() {
        boolean needed;
        synchronized (this) {
            needed = !atLineStart;
        }
        if (needed) {
            print("\n");
        }
    }

    /// The user pressed Enter, and the user's side moved the cursor.
    synchronized void enterPressed() {
        atLineStart = true;
    }

    /// Forgets what is not yet on its way, so that a cancelled command falls silent at once.
    synchronized void discardPending() {
        if (!pending.isEmpty()) {
            pending.setLength(0);
            atLineStart = false;
        }
        notifyAll();
    }

    /// Swallows output until [#resume]: telnet's Abort Output.
    synchronized void abortOutput() {
        discarding = true;
        discardPending();
    }

    synchronized void resume() {
        discarding = false;
    }

    /// Sends what is pending, then ends the connection.
    void finish() {
        synchronized (this) {
            if (finishing || closed) {
                return;
            }
            finishing = true;
            notifyAll();
        }
        Wire.closeLater(channel, patience.toMillis());
        scheduleDrain(channel.eventLoop().inEventLoop());
    }

    /// The connection is gone.
    synchronized void closed() {
        closed = true;
        pending.setLength(0);
        notifyAll();
    }

    private void awaitRoom() {
        while (pending.length() > MOST_PENDING && !closed && !finishing) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            }
        }
    }

    /// On the event loop, while output waits: drops a client that has taken nothing for too long.
    private void watch() {
        boolean waiting;
        synchronized (this) {
            waiting = !pending.isEmpty() && !closed;
            watched = waiting;
        }
        if (!waiting) {
            return;
        }
        long left = patience.toNanos() - (System.nanoTime() - lastProgress);
        if (left > 0) {
            var _ = channel.eventLoop().schedule(this::watch, left, TimeUnit.NANOSECONDS);
        } else {
            LOG.log(System.Logger.Level.INFO, "monitor client " + channel.remoteAddress() + " reads nothing, dropped");
            closed();
            Wire.close(channel);
        }
    }

    private void scheduleDrain(boolean inLoop) {
        if (inLoop) {
            drain();
            return;
        }
        synchronized (this) {
            if (drainScheduled) {
                return;
            }
            drainScheduled = true;
        }
        channel.eventLoop().execute(this::drain);
    }

    /// On the event loop: passes on as much as the channel takes.
    void drain() {
        boolean wrote = false;
        boolean last = false;
        while (channel.isWritable()) {
            String chunk;
            synchronized (this) {
                drainScheduled = false;
                chunk = takeChunk();
                last = finishing && pending.isEmpty();
                notifyAll();
            }
            if (chunk.isEmpty()) {
                break;
            }
            wrote = true;
            channel.write(Unpooled.wrappedBuffer(TelnetText.encode(chunk)))
                    .addListener(done -> lastProgress = System.nanoTime());
        }
        boolean startWatching;
        synchronized (this) {
            drainScheduled = false;
            startWatching = !pending.isEmpty() && !watched;
        }
        if (startWatching) {
            lastProgress = System.nanoTime();
            watch();
        }
        if (wrote || last) {
            channel.flush();
        }
        if (last) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener((ChannelFutureListener) done -> Wire.endOutput(channel));
        }
    }

    private String takeChunk() {
        int n = Math.min(CHUNK, pending.length());
        // Neither a surrogate pair nor CR LF may be cut in two.
        if (n < pending.length()
                && (Character.isHighSurrogate(pending.charAt(n - 1)) || pending.charAt(n - 1) == '\r')) {
            n++;
        }
        String chunk = pending.substring(0, n);
        pending.delete(0, n);
        return chunk;
    }
}
