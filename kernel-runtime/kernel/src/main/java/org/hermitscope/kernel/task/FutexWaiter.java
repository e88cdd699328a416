package org.hermitscope.kernel.task;

import org.jspecify.annotations.Nullable;

/// A task's place in a futex queue. A task waits for one word at a time, so each has one of these; who waits
/// for several with futex_waitv(2) makes more.
public final class FutexWaiter {
    final Task task;
    long address;
    int bitset;
    Kind kind = Kind.PLAIN;

    /// With [Kind#MOVES], the word that it will be moved to.
    long target;

    /// With [Kind#OWNERSHIP], whose word it was when the kernel last knew, whatever the word says by now.
    @Nullable
    Task owner;

    @Nullable
    FutexWaiter next;
    /// The queue it is in; null once woken. Changes under that queue's lock.
    volatile @Nullable FutexQueue queue;

    /// What it waits for.
    enum Kind {
        /// To be woken.
        PLAIN,
        /// To be given the word, which inherits priority.
        OWNERSHIP,
        /// To be moved to a word that inherits priority (FUTEX_WAIT_REQUEUE_PI).
        MOVES
    }

    FutexWaiter(Task task) {
        this.task = task;
    }

    void set(long word, int bits, Kind wanted) {
        address = word;
        bitset = bits;
        kind = wanted;
    }
}
