package org.hermitscope.kernel.vfs;

import java.util.Arrays;

/// Those who wait for an open file to become ready. A waiter is told of every change and looks for itself: being told
/// too often is harmless, being told too seldom is a hang.
public final class WaitQueue {
    private static final Waiter[] NOBODY = {};

    private volatile Waiter[] waiters = NOBODY;

    /// Someone to tell. Called with locks of the file held: note it and return.
    @FunctionalInterface
    public interface Waiter {
        void changed();
    }

    /// Register before testing for readiness, so that no change falls between the two.
    public synchronized void add(Waiter waiter) {
        Waiter[] grown = Arrays.copyOf(waiters, waiters.length + 1);
        grown[waiters.length] = waiter;
        waiters = grown;
    }

    public synchronized void remove(Waiter waiter) {
        for (int i = 0; i < waiters.length; i++) {
            if (waiters[i].equals(waiter)) {
                Waiter[] left = new Waiter[waiters.length - 1];
                System.arraycopy(waiters, 0, left, 0, i);
                System.arraycopy(waiters, i + 1, left, i, left.length - i);
                waiters = left.length == 0 ? NOBODY : left;
                return;
            }
        }
    }

    /// Tells everyone that something changed.
    public void wake() {
        for (Waiter waiter : waiters) {
            waiter.changed();
        }
    }

    public boolean isEmpty() {
        return waiters.length == 0;
    }
}
