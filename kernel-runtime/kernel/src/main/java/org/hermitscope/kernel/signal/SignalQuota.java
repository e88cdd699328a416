package org.hermitscope.kernel.signal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// How many real-time signals may wait at once in the whole process (RLIMIT_SIGPENDING, man 2 getrlimit).
public final class SignalQuota {
    private final AtomicInteger queued = new AtomicInteger();
    private final LongSupplier limit;

    public SignalQuota(LongSupplier limit) {
        this.limit = limit;
    }

    /// Takes one place, if there is one.
    boolean take() {
        if (queued.incrementAndGet() <= limit.getAsLong()) {
            return true;
        }
        int _ = queued.decrementAndGet();
        return false;
    }

    void give() {
        int _ = queued.decrementAndGet();
    }
}
