package org.hermitscope.monitor.edit;

import java.io.IOException;
import org.jline.utils.NonBlockingReader;

/// The keys on their way from the network to JLine. The network side never waits: it asks [#pending] and
/// stops reading the socket when the answer is too large.
public final class EditInput extends NonBlockingReader {
    private final Runnable drained;
    private final StringBuilder keys = new StringBuilder();
    private int taken;
    private boolean ended;
    private Runnable beforeRead = () -> {};

    /// @param drained called, by the reading thread, when the last pending key was taken
    public EditInput(Runnable drained) {
        this.drained = drained;
    }

    /// Adds a key.
    public synchronized void put(int codePoint) {
        keys.appendCodePoint(codePoint);
        notifyAll();
    }

    /// No more keys will come.
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Throws away the keys nobody took.
    public synchronized void discard() {
        keys.setLength(0);
        taken = 0;
    }

    /// How many keys wait, in UTF-16 units.
    public synchronized int pending() {
        return keys.length() - taken;
    }

    /// Sets what the reading thread runs each time before it takes or waits for a key.
    void beforeRead(Runnable action) {
        beforeRead = action;
    }

    @Override
    public int available() {
        return pending();
    }

    /// JLine's convention: 0 milliseconds is forever.
    @Override
    protected int read(long timeout, boolean peek) throws IOException {
        beforeRead.run();
        int c;
        boolean last;
        synchronized (this) {
            long end = timeout == 0 ? 0 : System.nanoTime() + timeout * 1_000_000;
            while (taken == keys.length()) {
                if (ended) {
                    return EOF;
                }
                long left = timeout == 0 ? 0 : (end - System.nanoTime()) / 1_000_000 + 1;
                if (timeout != 0 && left <= 0) {
                    return READ_EXPIRED;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            }
            c = keys.charAt(taken);
            if (peek) {
                return c;
            }
            taken++;
            last = taken == keys.length();
            if (last) {
                keys.setLength(0);
                taken = 0;
            }
        }
        if (last) {
            drained.run();
        }
        return c;
    }

    @Override
    public int readBuffered(char[] into, int offset, int length, long timeout) throws IOException {
        if (length == 0) {
            return 0;
        }
        int c = read(timeout, false);
        if (c < 0) {
            return c;
        }
        into[offset] = (char) c;
        return 1;
    }
}
