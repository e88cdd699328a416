package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.jspecify.annotations.Nullable;

/// The buffer between the ends of a pipe or FIFO (man 7 pipe): sixteen pages unless changed. A page takes the bytes of
/// one write, and those of later ones that fit behind them; a writer can go on as soon as a page is free. That is how
/// Linux counts, and what polls, and programs that fill a pipe to the brim, can see of it (fs/pipe.c).
public final class Pipe {
    /// Writes up to this size are never split.
    public static final int ATOMIC = 4096;

    private static final int PAGE = ATOMIC;
    private static final int DEFAULT_PAGES = 16;
    private static final int MAX_CAPACITY = 1 << 20;
    private static final int READABLE = PollEvents.IN | PollEvents.RDNORM;
    private static final int WRITABLE = PollEvents.OUT | PollEvents.WRNORM;

    /// A page with bytes in it.
    private static final class Page {
        final byte[] bytes = new byte[PAGE];
        int start;
        int end;
        /// Whether it is read by itself, what does not fit being lost (O_DIRECT).
        boolean packet;

        int length() {
            return end - start;
        }
    }

    /// Takes bytes on their way from a pipe to somewhere else.
    @FunctionalInterface
    public interface Sink {
        /// @return bytes taken, or [OpenFile#WOULD_BLOCK]
        int write(ByteBuffer from);
    }

    private final WaitQueue waiters = new WaitQueue();
    private final ArrayDeque<Page> pages = new ArrayDeque<>(DEFAULT_PAGES);
    private @Nullable Page spare;
    private int most = DEFAULT_PAGES;
    private int readers;
    private int writers;
    private int readersEver;
    private int writersEver;

    /// Both ends of a pipe without a name (`pipe2`): the reading end first.
    public static OpenFile[] ends(int flags) {
        Pipe pipe = new Pipe();
        Dentry dentry = AnonymousInode.dentry("pipe", Mode.FIFO | 0600);
        int kept = flags & (OpenFlags.NONBLOCK | OpenFlags.DIRECT);
        return new OpenFile[] {pipe.open(dentry, kept | OpenFlags.RDONLY), pipe.open(dentry, kept | OpenFlags.WRONLY)};
    }

    /// Opens one end, or both with RDWR.
    public synchronized OpenFile open(Dentry dentry, int flags) {
        PipeEnd end = new PipeEnd(this, dentry, flags);
        if (end.readable()) {
            readers++;
            readersEver++;
        }
        if (end.writable()) {
            writers++;
            writersEver++;
        }
        waiters.wake();
        return end;
    }

    public synchronized boolean hasReaders() {
        return readers > 0;
    }

    /// How many readers or writers there have ever been: whoever opens one end waits for this to grow.
    synchronized int everOpened(boolean readingEnds) {
        return readingEnds ? readersEver : writersEver;
    }

    synchronized boolean hasWriters() {
        return writers > 0;
    }

    synchronized void closed(boolean read, boolean write) {
        if (read) {
            readers--;
        }
        if (write) {
            writers--;
        }
        if (readers == 0 && writers == 0) {
            pages.clear();
            spare = null;
        }
        waiters.wake();
    }

    WaitQueue waitQueue() {
        return waiters;
    }

    synchronized int read(ByteBuffer to) {
        if (pages.isEmpty()) {
            return writers == 0 || !to.hasRemaining() ? 0 : OpenFile.WOULD_BLOCK;
        }
        boolean wasFull = isFull();
        int before = to.position();
        for (Page page = pages.peekFirst(); page != null && to.hasRemaining(); page = pages.peekFirst()) {
            int count = Math.min(page.length(), to.remaining());
            to.put(page.bytes, page.start, count);
            page.start += count;
            if (page.packet || page.length() == 0) {
                dropFirst();
            }
            if (page.packet) {
                break;
            }
        }
        tellWriters(wasFull);
        return to.position() - before;
    }

    /// Moves up to `limit` bytes to somewhere else; what the sink does not take stays.
    ///
    /// @return bytes moved, 0 when there are neither bytes nor writers, or [OpenFile#WOULD_BLOCK]
    public synchronized int moveTo(Sink sink, int limit) {
        if (pages.isEmpty()) {
            return writers == 0 ? 0 : OpenFile.WOULD_BLOCK;
        }
        boolean wasFull = isFull();
        int moved = 0;
        for (Page page = pages.peekFirst(); page != null && moved < limit; page = pages.peekFirst()) {
            int wanted = Math.min(page.length(), limit - moved);
            int taken = sink.write(ByteBuffer.wrap(page.bytes, page.start, wanted));
            if (taken <= 0) {
                break;
            }
            page.start += taken;
            moved += taken;
            if (page.length() == 0) {
                dropFirst();
            }
            if (taken < wanted) {
                break;
            }
        }
        tellWriters(wasFull);
        return moved == 0 ? OpenFile.WOULD_BLOCK : moved;
    }

    /// Copies up to `limit` bytes to another pipe; they stay here as well: tee(2).
    ///
    /// @return as [#moveTo]
    public synchronized int copyTo(Pipe other, int limit) {
        if (pages.isEmpty()) {
            return writers == 0 ? 0 : OpenFile.WOULD_BLOCK;
        }
        int copied = 0;
        for (Page page : pages) {
            int wanted = Math.min(page.length(), limit - copied);
            int taken = wanted == 0 ? 0 : other.write(ByteBuffer.wrap(page.bytes, page.start, wanted), page.packet);
            if (taken > 0) {
                copied += taken;
            }
            if (taken < wanted || wanted == 0) {
                break;
            }
        }
        return copied == 0 ? OpenFile.WOULD_BLOCK : copied;
    }

    private void dropFirst() {
        spare = pages.pollFirst();
    }

    private boolean isFull() {
        return pages.size() >= most;
    }

    /// Whoever waits to write is waked only when the pipe was full: edge-triggered watchers see that.
    private void tellWriters(boolean wasFull) {
        if (wasFull && !isFull()) {
            waiters.wake(WRITABLE);
        }
    }

    synchronized int write(ByteBuffer from, boolean packets) {
        int wanted = from.remaining();
        if (wanted == 0) {
            return 0;
        }
        if (readers == 0) {
            throw Errno.EPIPE.raise();
        }
        int odd = wanted & PAGE - 1;
        Page last = pages.peekLast();
        if (odd != 0 && last != null && !packets && !last.packet && last.end + odd <= PAGE) {
            append(last, from, odd);
        }
        while (from.hasRemaining() && !isFull()) {
            Page page = fresh();
            page.packet = packets;
            append(page, from, Math.min(from.remaining(), PAGE));
            pages.add(page);
        }
        int moved = wanted - from.remaining();
        if (moved == 0) {
            return OpenFile.WOULD_BLOCK;
        }
        waiters.wake(READABLE);
        return moved;
    }

    private static void append(Page page, ByteBuffer from, int count) {
        from.get(page.bytes, page.end, count);
        page.end += count;
    }

    private Page fresh() {
        Page page = spare;
        spare = null;
        if (page == null) {
            return new Page();
        }
        page.start = 0;
        page.end = 0;
        return page;
    }

    synchronized int available() {
        int sum = 0;
        for (Page page : pages) {
            sum += page.length();
        }
        return sum;
    }

    synchronized int capacity() {
        return most * PAGE;
    }

    /// `F_SETPIPE_SZ`: rounds up to a power of two pages.
    synchronized int setCapacity(int wanted) {
        // Sizes are unsigned: what looks negative has no power of two above it.
        if (wanted < 0) {
            throw Errno.EINVAL.raise();
        }
        if (wanted > MAX_CAPACITY) {
            throw Errno.EPERM.raise();
        }
        int size = wanted <= PAGE ? PAGE : Integer.highestOneBit(wanted - 1) << 1;
        if (size / PAGE < pages.size()) {
            throw Errno.EBUSY.raise();
        }
        most = size / PAGE;
        waiters.wake();
        return size;
    }

    synchronized int ready(boolean reads, boolean writes) {
        int events = 0;
        if (reads) {
            if (!pages.isEmpty()) {
                events |= READABLE;
            }
            if (writers == 0 && writersEver > 0) {
                events |= PollEvents.HUP;
            }
        }
        if (writes) {
            if (!isFull()) {
                events |= WRITABLE;
            }
            if (readers == 0) {
                events |= PollEvents.ERR;
            }
        }
        return events;
    }
}
