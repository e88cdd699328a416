package org.hermitscope.kernel.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How often a task has gone into guest code and come back: odd while it is inside. Both ways order its
/// accesses to memory against those of others.
final class GuestPasses {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(GuestPasses.class, "count", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("UnusedVariable") // Written through COUNT.
    private volatile long count;

    /// On the task's thread.
    void enter() {
        // A full fence: whoever reads an even number afterwards knows that accesses behind this one come later.
        COUNT.setVolatile(this, count + 1);
    }

    /// On the task's thread.
    void leave() {
        COUNT.setRelease(this, count + 1);
    }

    /// Any thread may ask.
    long count() {
        return count;
    }

    static boolean isInside(long count) {
        return (count & 1) != 0;
    }
}
