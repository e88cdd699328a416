package org.hermitscope.kernel.syscall;

import java.util.function.LongSupplier;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Task;

/// The timeouts and signal masks of poll and select.
final class Timeouts {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    private Timeouts() {}

    /// Nanoseconds of the timespec at an address, or [Blocking#FOREVER] for a null address.
    static long timespec(UserMemory memory, long address) {
        return address == 0 ? Blocking.FOREVER : nanos(memory.getLong(address), memory.getLong(address + 8), 1);
    }

    /// Nanoseconds of the timeval at an address, or [Blocking#FOREVER] for a null address.
    static long timeval(UserMemory memory, long address) {
        return address == 0
                ? Blocking.FOREVER
                : nanos(memory.getLong(address), memory.getLong(address + 8), NANOS_PER_MICRO);
    }

    private static long nanos(long seconds, long fraction, long unit) {
        if (seconds < 0 || fraction < 0 || fraction >= NANOS_PER_SECOND / unit) {
            throw Errno.EINVAL.raise();
        }
        return Math.min(seconds, MOST_SECONDS) * NANOS_PER_SECOND + fraction * unit;
    }

    /// When a wait of so many nanoseconds is over, in [org.hermitscope.machine.Clock#monotonicNanos].
    static long deadline(Task task, long nanos) {
        long end = task.kernel().clock().monotonicNanos() + nanos;
        return nanos == Blocking.FOREVER || end < 0 ? Blocking.FOREVER : end;
    }

    /// Runs a wait and stores the time that was left where the timeout lay, whatever the outcome, as Linux does.
    static long writingRest(Task task, long address, long nanos, boolean timeval, LongSupplier wait) {
        if (address == 0) {
            return wait.getAsLong();
        }
        long start = task.kernel().clock().monotonicNanos();
        try {
            return wait.getAsLong();
        } finally {
            long left = Math.max(0, nanos - (task.kernel().clock().monotonicNanos() - start));
            storeRest(task.memory(), address, left, timeval ? NANOS_PER_MICRO : 1);
        }
    }

    /// A timeout in read-only memory is left alone, and that is no error.
    private static void storeRest(UserMemory memory, long address, long left, long unit) {
        try {
            memory.putLong(address, left / NANOS_PER_SECOND);
            memory.putLong(address + 8, left % NANOS_PER_SECOND / unit);
        } catch (SyscallException readOnly) {
            // As above.
        }
    }

    /// Runs a wait with another signal mask, if one is given.
    static long withMask(Task task, long mask, long maskSize, LongSupplier wait) {
        if (mask == 0) {
            return wait.getAsLong();
        }
        if (maskSize != Long.BYTES) {
            throw Errno.EINVAL.raise();
        }
        task.signals().setMaskUntilReturn(task.memory().getLong(mask));
        return wait.getAsLong();
    }
}
