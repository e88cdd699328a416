package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;

/// The buffer between the ends of a pipe or FIFO (man 7 pipe): 64 KiB unless changed, writes of up to 4,096 bytes in
/// one piece or not at all.
public final class Pipe {
    /// Writes up to this size are never split.
    public static final int ATOMIC = 4096;

    private static final int DEFAULT_CAPACITY = 65_536;
    private static final int MAX_CAPACITY = 1 << 20;
    private static final byte[] NOTHING = {};

    private final WaitQueue waiters = new WaitQueue();
    private byte[] ring = NOTHING;
    private int capacity = DEFAULT_CAPACITY;
    private int start;
    private int count;
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
            ring = NOTHING;
            start = 0;
            count = 0;
        }
        waiters.wake();
    }

    WaitQueue waitQueue() {
        return waiters;
    }

    synchronized int read(ByteBuffer to) {
        if (count == 0) {
            return writers == 0 || !to.hasRemaining() ? 0 : OpenFile.WOULD_BLOCK;
        }
        int total = Math.min(to.remaining(), count);
        int first = Math.min(total, ring.length - start);
        to.put(ring, start, first);
        to.put(ring, 0, total - first);
        start = (start + total) % ring.length;
        count -= total;
        waiters.wake();
        return total;
    }

    synchronized int write(ByteBuffer from) {
        if (!from.hasRemaining()) {
            return 0;
        }
        if (readers == 0) {
            throw Errno.EPIPE.raise();
        }
        int room = capacity - count;
        int wanted = from.remaining();
        if (room == 0 || wanted <= ATOMIC && wanted > room) {
            return OpenFile.WOULD_BLOCK;
        }
        int total = Math.min(wanted, room);
        if (count + total > ring.length) {
            grow(count + total);
        }
        int end = (start + count) % ring.length;
        int first = Math.min(total, ring.length - end);
        from.get(ring, end, first);
        from.get(ring, 0, total - first);
        count += total;
        waiters.wake();
        return total;
    }

    private void grow(int needed) {
        int size = Math.min(capacity, Integer.highestOneBit(Math.max(needed, ATOMIC) * 2 - 1));
        reshape(Math.max(size, needed));
    }

    private void reshape(int size) {
        byte[] fresh = new byte[size];
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, fresh, 0, first);
        System.arraycopy(ring, 0, fresh, first, count - first);
        ring = fresh;
        start = 0;
    }

    synchronized int available() {
        return count;
    }

    synchronized int capacity() {
        return capacity;
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
        int size = wanted <= ATOMIC ? ATOMIC : Integer.highestOneBit(wanted - 1) << 1;
        if (size < count) {
            throw Errno.EBUSY.raise();
        }
        capacity = size;
        if (ring.length > size) {
            reshape(size);
        }
        waiters.wake();
        return size;
    }

    synchronized int ready(boolean reads, boolean writes) {
        int events = 0;
        if (reads) {
            if (count > 0) {
                events |= PollEvents.IN | PollEvents.RDNORM;
            }
            if (writers == 0 && writersEver > 0) {
                events |= PollEvents.HUP;
            }
        }
        if (writes) {
            if (capacity - count >= ATOMIC) {
                events |= PollEvents.OUT | PollEvents.WRNORM;
            }
            if (readers == 0) {
                events |= PollEvents.ERR;
            }
        }
        return events;
    }
}
