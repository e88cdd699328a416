package org.hermitscope.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// The timers of timer_create(2), by their numbers.
public final class PosixTimers {
    private static final int MOST = 16_384;

    private final Kernel kernel;
    private final List<@Nullable PosixTimer> timers = new ArrayList<>();

    PosixTimers(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Makes a timer that is not set. EAGAIN when there are too many.
    ///
    /// @param signal what an expiry sends, 0 for nothing
    /// @param value si_value, or null for the timer's number
    /// @param target who gets the signal, null for the process
    public synchronized PosixTimer create(
            PosixTimer.Source source, int signal, @Nullable Long value, @Nullable Task target) {
        int id = timers.indexOf(null);
        if (id < 0) {
            id = timers.size();
            if (id >= MOST) {
                throw Errno.EAGAIN.raise();
            }
            timers.add(null);
        }
        PosixTimer timer = new PosixTimer(kernel, id, source, signal, value == null ? id : value, target);
        PosixTimer _ = timers.set(id, timer);
        return timer;
    }

    /// The timer with a number. EINVAL if there is none.
    public synchronized PosixTimer get(long id) {
        PosixTimer timer = id >= 0 && id < timers.size() ? timers.get((int) id) : null;
        if (timer == null) {
            throw Errno.EINVAL.raise();
        }
        return timer;
    }

    public synchronized void delete(long id) {
        get(id).delete();
        PosixTimer _ = timers.set((int) id, null);
    }
}
