package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.jspecify.annotations.Nullable;

/// Who waits for which word of guest memory (man 2 futex). Words are keyed by address: with one address space, private
/// and shared futexes are the same.
///
/// Comparing the word and joining the queue happen under the queue's lock, as does waking: a wake after the change of
/// the word is never lost.
public final class Futexes {
    /// Any bit.
    public static final int ANY = -1;

    private static final int QUEUES = 64;

    private final Queue[] queues = new Queue[QUEUES];

    /// Waiters for all words that share a hash, in order of arrival.
    static final class Queue {
        private @Nullable FutexWaiter first;
        private @Nullable FutexWaiter last;

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
    }

    Futexes() {
        for (int i = 0; i < QUEUES; i++) {
            queues[i] = new Queue();
        }
    }

    private Queue queueOf(long address) {
        long hash = (address >>> 2) * 0x9e37_79b9_7f4a_7c15L;
        return queues[(int) (hash >>> 58)];
    }

    /// Waits while the word holds `expected`.
    ///
    /// @param deadline in monotonic nanoseconds, or [Blocking#FOREVER]
    /// @throws SyscallException EAGAIN when it holds something else, ETIMEDOUT, EFAULT, or a restart
    public void await(Task task, long address, int expected, int bitset, long deadline) {
        FutexWaiter waiter = task.futexWaiter();
        Queue queue = queueOf(address);
        // Pages come in before the lock is taken.
        int _ = task.memory().getIntVolatile(address);
        synchronized (queue) {
            if (task.memory().getIntVolatile(address) != expected) {
                throw Errno.EAGAIN.raise();
            }
            waiter.address = address;
            waiter.bitset = bitset;
            queue.add(waiter);
        }
        try {
            while (true) {
                task.blocking().prepare();
                if (waiter.queue == null) {
                    return;
                }
                if (!task.blocking().park(deadline)) {
                    if (leave(waiter)) {
                        throw Errno.ETIMEDOUT.raise();
                    }
                    return;
                }
            }
        } catch (SyscallException interruption) {
            if (leave(waiter) || interruption.errno() != null) {
                throw interruption;
            }
        }
    }

    /// Takes a waiter out of whatever queue it is in by now.
    ///
    /// @return false when it was woken before
    private static boolean leave(FutexWaiter waiter) {
        while (true) {
            Queue queue = waiter.queue;
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

    /// Wakes up to `count` waiters of a word whose bits meet `bitset`.
    ///
    /// @return how many
    public int wake(long address, int count, int bitset) {
        Queue queue = queueOf(address);
        synchronized (queue) {
            return wakeLocked(queue, address, count, bitset);
        }
    }

    private static int wakeLocked(Queue queue, long address, int count, int bitset) {
        int woken = 0;
        FutexWaiter before = null;
        FutexWaiter at = queue.first;
        while (at != null && woken < count) {
            FutexWaiter next = at.next;
            if (at.address == address && (at.bitset & bitset) != 0) {
                queue.unlink(before, at);
                at.task.blocking().changed();
                woken++;
            } else {
                before = at;
            }
            at = next;
        }
        return woken;
    }

    /// Wakes some waiters of one word and lets others wait for another one instead.
    ///
    /// @param expected what the first word must hold, or null
    /// @return how many were woken, and with `expected` also how many were moved
    /// @throws SyscallException EAGAIN when the word holds something else
    public int requeue(Task task, long from, long to, int wake, int move, @Nullable Integer expected) {
        Queue source = queueOf(from);
        Queue target = queueOf(to);
        int _ = task.memory().getIntVolatile(from);
        int woken;
        int moved = 0;
        // One order for both locks.
        Queue outer = System.identityHashCode(source) <= System.identityHashCode(target) ? source : target;
        Queue inner = outer == source ? target : source;
        synchronized (outer) {
            synchronized (inner) {
                if (expected != null && task.memory().getIntVolatile(from) != expected) {
                    throw Errno.EAGAIN.raise();
                }
                woken = wakeLocked(source, from, wake, ANY);
                FutexWaiter before = null;
                FutexWaiter at = source.first;
                while (at != null && moved < move) {
                    FutexWaiter next = at.next;
                    if (at.address == from) {
                        moved++;
                        if (source == target) {
                            at.address = to;
                            before = at;
                        } else {
                            source.unlink(before, at);
                            at.address = to;
                            target.add(at);
                        }
                    } else {
                        before = at;
                    }
                    at = next;
                }
            }
        }
        return expected == null ? woken : woken + moved;
    }

    /// FUTEX_WAKE_OP: changes the second word, wakes waiters of the first, and of the second if its old value compares.
    ///
    /// @param code the operation, encoded as linux/futex.h does
    public int wakeAfterChange(Task task, long first, long second, int wake, int wakeSecond, int code) {
        int operation = code >>> 28 & 7;
        int comparison = code >>> 24 & 15;
        int argument = code << 8 >> 20;
        int compared = code << 20 >> 20;
        if ((code & 1 << 31) != 0) {
            argument = 1 << argument;
        }
        int old;
        int changed;
        do {
            old = task.memory().getIntVolatile(second);
            changed = switch (operation) {
                case 0 -> argument;
                case 1 -> old + argument;
                case 2 -> old | argument;
                case 3 -> old & ~argument;
                case 4 -> old ^ argument;
                default -> throw Errno.ENOSYS.raise();
            };
        } while (!task.memory().compareAndSetInt(second, old, changed));
        boolean holds = switch (comparison) {
            case 0 -> old == compared;
            case 1 -> old != compared;
            case 2 -> old < compared;
            case 3 -> old <= compared;
            case 4 -> old > compared;
            case 5 -> old >= compared;
            default -> throw Errno.ENOSYS.raise();
        };
        int woken = wake(first, wake, ANY);
        return holds ? woken + wake(second, wakeSecond, ANY) : woken;
    }
}
