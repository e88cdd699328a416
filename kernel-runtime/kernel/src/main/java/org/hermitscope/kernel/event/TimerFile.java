package org.hermitscope.kernel.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Timers;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.device.AnonymousInode;
import org.hermitscope.machine.Clock;
import org.jspecify.annotations.Nullable;

/// A timer that can be waited for (man 2 timerfd_create).
public final class TimerFile extends OpenFile {
    private final Clock clock;
    private final Timers timers;
    private final boolean realtime;
    private final WaitQueue waiters = new WaitQueue();
    /// The next expiry in monotonic nanoseconds, 0 when it is not set.
    private long due;

    private long interval;
    private Timers.@Nullable Timer timer;

    /// What a timer is set to, in nanoseconds.
    ///
    /// @param left until it expires, 0 when it is not set
    /// @param interval between later expiries, 0 for none
    public record Setting(long left, long interval) {}

    /// @param realtime whether absolute times are those of the realtime clock
    public TimerFile(Clock clock, Timers timers, boolean realtime, boolean nonBlocking) {
        super(AnonymousInode.event("timerfd"), OpenFlags.RDWR | (nonBlocking ? OpenFlags.NONBLOCK : 0));
        this.clock = clock;
        this.timers = timers;
        this.realtime = realtime;
    }

    /// Sets it; a `value` of 0 stops it.
    ///
    /// @return what was set before
    public synchronized Setting set(long value, long wantedInterval, boolean absolute) {
        Setting old = get();
        cancel();
        if (value == 0) {
            due = 0;
        } else {
            long now = clock.monotonicNanos();
            long left = absolute ? value - (realtime ? clock.realtimeNanos() : now) : value;
            // 0 says that nothing is set.
            due = Math.max(1, now + Math.max(0, left));
            schedule();
        }
        interval = wantedInterval;
        return old;
    }

    public synchronized Setting get() {
        if (due == 0) {
            return new Setting(0, interval);
        }
        long left = due - clock.monotonicNanos();
        if (left <= 0 && interval > 0) {
            left = interval - -left % interval;
        }
        return new Setting(Math.max(0, left), interval);
    }

    private void schedule() {
        timer = timers.at(due, waiters::wake);
    }

    private void cancel() {
        if (timer != null) {
            boolean _ = timers.cancel(timer);
            timer = null;
        }
    }

    private long expiries() {
        if (due == 0) {
            return 0;
        }
        long late = clock.monotonicNanos() - due;
        if (late < 0) {
            return 0;
        }
        return interval == 0 ? 1 : late / interval + 1;
    }

    @Override
    public int read(ByteBuffer to) {
        if (to.remaining() < Long.BYTES) {
            throw Errno.EINVAL.raise();
        }
        synchronized (this) {
            long count = expiries();
            if (count == 0) {
                return WOULD_BLOCK;
            }
            if (interval == 0) {
                due = 0;
            } else {
                due += count * interval;
                schedule();
            }
            to.order(ByteOrder.LITTLE_ENDIAN).putLong(count);
        }
        return Long.BYTES;
    }

    @Override
    public int write(ByteBuffer from) {
        throw Errno.EINVAL.raise();
    }

    @Override
    public synchronized int ready() {
        return expiries() > 0 ? PollEvents.IN | PollEvents.RDNORM : 0;
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

    @Override
    protected synchronized void closed() {
        cancel();
    }
}
