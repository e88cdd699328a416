package org.hermitscope.kernel.task;

import org.jspecify.annotations.Nullable;

/// A task's place in a futex queue. A task waits for one word at a time, so each has one of these.
public final class FutexWaiter {
    final Task task;
    long address;
    int bitset;

    @Nullable
    FutexWaiter next;
    /// The queue it is in; null once woken. Changes under that queue's lock.
    volatile Futexes.@Nullable Queue queue;

    FutexWaiter(Task task) {
        this.task = task;
    }
}
