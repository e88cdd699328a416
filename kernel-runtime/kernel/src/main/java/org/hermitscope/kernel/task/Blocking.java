package org.hermitscope.kernel.task;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.machine.Clock;
import org.jspecify.annotations.Nullable;

/// How one task waits inside a system call: until a condition holds, a deadline passes, or something else wants the
/// task (a signal, a debugger's stop, the end of the process).
///
/// The usual form, for a pipe that is empty:
/// ```java
/// blocking.await(pipe.readable, () -> pipe.hasBytes() || pipe.writers() == 0);
/// ```
/// Calls that watch several queues add themselves by hand between [#prepare] and [#park].
///
/// One instance belongs to one task; all methods but [#changed] and [#interrupt] are called on its thread only.
public final class Blocking implements WaitQueue.Waiter, Spinning.Awaited {
    /// The deadline that never comes.
    public static final long FOREVER = Long.MAX_VALUE;

    /// Longest sleep between two looks at the clock, which a debugger may have stopped meanwhile.
    private static final long LONGEST_PARK = 3_600_000_000_000L;

    /// The task as the wait sees it.
    public interface Owner {
        /// Whether the task must leave its system call: a signal to take, a stop request, the end.
        boolean interrupted();

        /// The task is about to sleep: others may have its processor.
        void sleeps();

        /// The task goes on; returns when it has a processor again.
        void awakes();

        /// What the task sleeps for has happened: its thread is woken as soon as it has a processor. Any thread may
        /// call it.
        void ready();
    }

    private final Clock clock;
    private final Owner owner;
    private final Spinning spinning;
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;

    Blocking(Clock clock, Owner owner, Spinning spinning) {
        this.clock = clock;
        this.owner = owner;
        this.spinning = spinning;
    }

    /// Waits without limit until `ready` holds. Whoever makes it hold must wake `queue`.
    ///
    /// @throws org.hermitscope.kernel.abi.SyscallException with [Restart#SYS] when the task is wanted elsewhere
    public void await(WaitQueue queue, BooleanSupplier ready) {
        boolean _ = await(queue, ready, FOREVER);
    }

    /// Waits until `ready` holds or the deadline has passed.
    ///
    /// @param queue what is woken when `ready` may have changed
    /// @param ready tested on this thread, never under the queue's lock
    /// @param deadline in [Clock#monotonicNanos], or [#FOREVER]
    /// @return whether `ready` held; false after the deadline
    /// @throws org.hermitscope.kernel.abi.SyscallException with [Restart#SYS] when the task is wanted elsewhere and
    ///     `ready` does not hold
    public boolean await(WaitQueue queue, BooleanSupplier ready, long deadline) {
        queue.add(this);
        try {
            while (true) {
                prepare();
                if (ready.getAsBoolean()) {
                    return true;
                }
                if (!park(deadline)) {
                    return ready.getAsBoolean();
                }
            }
        } finally {
            queue.remove(this);
        }
    }

    /// Sleeps until the deadline and no shorter.
    ///
    /// @throws org.hermitscope.kernel.abi.SyscallException with [Restart#SYS] when the task is wanted elsewhere
    public void sleepUntil(long deadline) {
        prepare();
        while (park(deadline)) {
            prepare();
        }
    }

    /// Forgets earlier wakes. Before looking at the conditions, after joining the queues.
    public void prepare() {
        woken = false;
    }

    /// Sleeps until [#changed] was called since [#prepare], or the deadline.
    ///
    /// @param deadline in [Clock#monotonicNanos], or [#FOREVER]
    /// @return true when woken, false when the deadline passed
    /// @throws org.hermitscope.kernel.abi.SyscallException with [Restart#SYS] when the task is wanted elsewhere
    public boolean park(long deadline) {
        if (woken) {
            return true;
        }
        sleeper = Thread.currentThread();
        boolean slept = false;
        boolean parked = false;
        try {
            while (true) {
                if (woken) {
                    return true;
                }
                if (owner.interrupted()) {
                    throw Restart.SYS.raise();
                }
                long left = deadline == FOREVER ? LONGEST_PARK : deadline - clock.monotonicNanos();
                if (left <= 0) {
                    return false;
                }
                // Each time: a late wake for an earlier sleep may have brought a processor meanwhile.
                slept = true;
                owner.sleeps();
                if (woken || !parked && spinning.until(this)) {
                    return true;
                }
                parked = true;
                LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK));
                // A host interrupt would make every further park return at once.
                boolean _ = Thread.interrupted();
            }
        } finally {
            sleeper = null;
            if (parked) {
                spinning.slept();
            }
            if (slept) {
                owner.awakes();
            }
        }
    }

    @Override
    public void changed() {
        woken = true;
        if (sleeper != null) {
            owner.ready();
        }
    }

    /// Whether the task is inside [#park]. Any thread may ask.
    boolean isParking() {
        return sleeper != null;
    }

    @Override
    public boolean happened() {
        return woken;
    }

    /// Lets a sleeping task look again whether it is [Owner#interrupted]. Any thread may call it.
    public void interrupt() {
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
