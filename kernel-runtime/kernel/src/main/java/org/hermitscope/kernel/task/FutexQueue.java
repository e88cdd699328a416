package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// Waiters for all futex words that share a hash, in order of arrival. Everything happens under its lock.
final class FutexQueue {
    private final int number;
    private @Nullable FutexWaiter first;
    private @Nullable FutexWaiter last;

    FutexQueue(int number) {
        this.number = number;
    }

    /// Where two are locked, the lower number comes first.
    int number() {
        return number;
    }

    @Nullable
    FutexWaiter first() {
        return first;
    }

    void add(FutexWaiter waiter) {
        waiter.next = null;
        waiter.queue = this;
        FutexWaiter end = last;
        if (end == null) {
            first = waiter;
        } else {
            end.next = waiter;
        }
        last = waiter;
    }

    void remove(FutexWaiter waiter) {
        FutexWaiter before = null;
        for (FutexWaiter at = first; at != null; before = at, at = at.next) {
            if (at == waiter) {
                unlink(before, at);
                return;
            }
        }
    }

    void unlink(@Nullable FutexWaiter before, FutexWaiter waiter) {
        if (before == null) {
            first = waiter.next;
        } else {
            before.next = waiter.next;
        }
        if (last == waiter) {
            last = before;
        }
        waiter.queue = null;
    }

    /// Wakes up to `count` waiters of a word whose bits meet `bitset`. EINVAL if it is one that inherits
    /// priority.
    ///
    /// @return how many
    int wake(long address, int count, int bitset) {
        int woken = 0;
        FutexWaiter before = null;
        FutexWaiter at = first;
        while (at != null && woken < count) {
            FutexWaiter next = at.next;
            if (at.address == address && at.kind != FutexWaiter.Kind.PLAIN) {
                throw Errno.EINVAL.raise();
            }
            if (at.address == address && (at.bitset & bitset) != 0) {
                unlink(before, at);
                at.task.blocking().changed();
                woken++;
            } else {
                before = at;
            }
            at = next;
        }
        return woken;
    }

    /// Takes a waiter out of whatever queue it is in by now. Without any lock.
    ///
    /// @return false when it was woken before
    static boolean leave(FutexWaiter waiter) {
        while (true) {
            FutexQueue queue = waiter.queue;
            if (queue == null) {
                return false;
            }
            synchronized (queue) {
                if (waiter.queue == queue) {
                    queue.remove(waiter);
                    return true;
                }
            }
        }
    }
}
