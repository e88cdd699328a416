package org.hermitscope.kernel.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.device.AnonymousInode;
import org.jspecify.annotations.Nullable;

/// A counter that can be waited for (man 2 eventfd).
public final class EventFile extends OpenFile {
    private static final long LARGEST = -2;

    private final WaitQueue waiters = new WaitQueue();
    private final boolean semaphore;
    private long count;

    /// @param semaphore whether a read takes one instead of all
    public EventFile(int initial, boolean semaphore, boolean nonBlocking) {
        super(AnonymousInode.event("eventfd"), OpenFlags.RDWR | (nonBlocking ? OpenFlags.NONBLOCK : 0));
        this.count = initial & 0xffff_ffffL;
        this.semaphore = semaphore;
    }

    @Override
    public int read(ByteBuffer to) {
        if (to.remaining() < Long.BYTES) {
            throw Errno.EINVAL.raise();
        }
        synchronized (this) {
            if (count == 0) {
                return WOULD_BLOCK;
            }
            long taken = semaphore ? 1 : count;
            count -= taken;
            to.order(ByteOrder.LITTLE_ENDIAN).putLong(taken);
        }
        waiters.wake(PollEvents.OUT | PollEvents.WRNORM);
        return Long.BYTES;
    }

    @Override
    public int write(ByteBuffer from) {
        if (from.remaining() < Long.BYTES) {
            throw Errno.EINVAL.raise();
        }
        long added = from.order(ByteOrder.LITTLE_ENDIAN).getLong(from.position());
        if (added == -1) {
            throw Errno.EINVAL.raise();
        }
        synchronized (this) {
            if (Long.compareUnsigned(LARGEST - count, added) < 0) {
                return WOULD_BLOCK;
            }
            count += added;
            // Whatever lies behind the number is ignored, as if it had been written.
            from.position(from.limit());
        }
        waiters.wake(PollEvents.IN | PollEvents.RDNORM);
        return Long.BYTES;
    }

    @Override
    public synchronized int ready() {
        return (count != 0 ? PollEvents.IN | PollEvents.RDNORM : 0)
                | (count != LARGEST ? PollEvents.OUT | PollEvents.WRNORM : 0);
    }

    /// There is no position, and asking for one is no error (noop_llseek).
    @Override
    public long seek(long offset, int whence) {
        return 0;
    }

    @Override
    public @Nullable WaitQueue waitQueue() {
        return waiters;
    }
}
