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

        /// Something changed that can only concern those who wait for some of `events` ([PollEvents]).
        default void changed(int events) {
            changed();
        }

        /// Whether it is enough that one of several of its kind is told (EPOLLEXCLUSIVE).
        default boolean exclusive() {
            return false;
        }

        /// Whether somebody acts upon it right now: an exclusive one that nobody waits for does not keep others from
        /// being told.
        default boolean attended() {
            return true;
        }
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
        boolean served = false;
        for (Waiter waiter : waiters) {
            if (!waiter.exclusive()) {
                waiter.changed();
            } else if (!served) {
                served = waiter.attended();
                waiter.changed();
            }
        }
    }

    /// Tells everyone of a change that makes `events` ([PollEvents]) true.
    public void wake(int events) {
        boolean served = false;
        for (Waiter waiter : waiters) {
            if (!waiter.exclusive()) {
                waiter.changed(events);
            } else if (!served) {
                served = waiter.attended();
                waiter.changed(events);
            }
        }
    }

    public boolean isEmpty() {
        return waiters.length == 0;
    }
}
