package org.hermitscope.kernel.task;

import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.jspecify.annotations.Nullable;

/// Who waits for which word of guest memory (man 2 futex). Words are keyed by address: with one address space,
/// private and shared futexes are the same.
///
/// Comparing the word and joining the queue happen under the queue's lock, as does waking: a wake after the
/// change of the word is never lost.
public final class Futexes {
    /// Any bit.
    public static final int ANY = -1;

    private static final int QUEUES = 64;

    private final FutexQueue[] queues = new FutexQueue[QUEUES];

    Futexes() {
        for (int i = 0; i < QUEUES; i++) {
            queues[i] = new FutexQueue(i);
        }
    }

    FutexQueue queueOf(long address) {
        long hash = (address >>> 2) * 0x9e37_79b9_7f4a_7c15L;
        return queues[(int) (hash >>> 58)];
    }

    /// Waits while the word holds `expected`.
    ///
    /// @param deadline in monotonic nanoseconds, or [Blocking#FOREVER]
    /// @throws SyscallException EAGAIN when it holds something else, ETIMEDOUT, EFAULT, or a restart
    public void await(Task task, long address, int expected, int bitset, long deadline) {
        FutexWaiter waiter = task.futexWaiter();
        FutexQueue queue = queueOf(address);
        // Pages come in before the lock is taken.
        int _ = task.memory().getIntVolatile(address);
        synchronized (queue) {
            if (task.memory().getIntVolatile(address) != expected) {
                throw Errno.EAGAIN.raise();
            }
            waiter.set(address, bitset, FutexWaiter.Kind.PLAIN);
            queue.add(waiter);
        }
        sleep(waiter, deadline);
    }

    /// Sleeps until a waiter is taken out of its queue.
    ///
    /// @throws SyscallException ETIMEDOUT or a restart, when it was still in it
    static void sleep(FutexWaiter waiter, long deadline) {
        Blocking blocking = waiter.task.blocking();
        try {
            while (true) {
                blocking.prepare();
                if (waiter.queue == null) {
                    return;
                }
                if (!blocking.park(deadline)) {
                    if (FutexQueue.leave(waiter)) {
                        throw Errno.ETIMEDOUT.raise();
                    }
                    return;
                }
            }
        } catch (SyscallException interruption) {
            if (interruption.errno() != null || FutexQueue.leave(waiter)) {
                throw interruption;
            }
        }
    }

    /// Wakes up to `count` waiters of a word whose bits meet `bitset`.
    ///
    /// @return how many
    public int wake(long address, int count, int bitset) {
        FutexQueue queue = queueOf(address);
        synchronized (queue) {
            return queue.wake(address, count, bitset);
        }
    }

    /// Wakes some waiters of one word and lets others wait for another one instead.
    ///
    /// @param expected what the first word must hold, or null
    /// @return how many were woken or moved
    /// @throws SyscallException EAGAIN when the word holds something else
    public int requeue(Task task, long from, long to, int wake, int move, @Nullable Integer expected) {
        FutexQueue source = queueOf(from);
        FutexQueue target = queueOf(to);
        int _ = task.memory().getIntVolatile(from);
        int woken;
        int moved = 0;
        // One order for both locks.
        FutexQueue outer = outer(source, target);
        FutexQueue inner = outer == source ? target : source;
        synchronized (outer) {
            synchronized (inner) {
                if (expected != null && task.memory().getIntVolatile(from) != expected) {
                    throw Errno.EAGAIN.raise();
                }
                woken = source.wake(from, wake, ANY);
                FutexWaiter before = null;
                FutexWaiter at = source.first();
                while (at != null && moved < move) {
                    FutexWaiter next = at.next;
                    if (at.address == from) {
                        if (at.kind != FutexWaiter.Kind.PLAIN) {
                            throw Errno.EINVAL.raise();
                        }
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
        return woken + moved;
    }

    /// Which of two queues is locked first.
    static FutexQueue outer(FutexQueue one, FutexQueue other) {
        return one.number() <= other.number() ? one : other;
    }

    /// FUTEX_WAKE_OP: changes the second word, wakes waiters of the first, and of the second if its old value
    /// compares.
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
        // Linux counts after waking: 0 wakes one.
        int woken = wake(first, Math.max(1, wake), ANY);
        return holds ? woken + wake(second, Math.max(1, wakeSecond), ANY) : woken;
    }

    /// A word to wait for, for [#awaitAny].
    ///
    /// @param expected what it holds for as long as there is nothing to do
    public record Expected(long address, int expected) {}

    /// Waits while every word holds what is expected (futex_waitv(2)).
    ///
    /// @return the index of one that was woken
    /// @throws SyscallException as [#await]
    public int awaitAny(Task task, List<Expected> words, long deadline) {
        FutexWaiter[] waiters = new FutexWaiter[words.size()];
        int joined = 0;
        try {
            for (; joined < waiters.length; joined++) {
                Expected word = words.get(joined);
                FutexWaiter waiter = new FutexWaiter(task);
                waiters[joined] = waiter;
                waiter.set(word.address(), ANY, FutexWaiter.Kind.PLAIN);
                FutexQueue queue = queueOf(word.address());
                int _ = task.memory().getIntVolatile(word.address());
                synchronized (queue) {
                    if (task.memory().getIntVolatile(word.address()) != word.expected()) {
                        throw Errno.EAGAIN.raise();
                    }
                    queue.add(waiter);
                }
            }
            while (true) {
                task.blocking().prepare();
                if (anyWoken(waiters)) {
                    break;
                }
                if (!task.blocking().park(deadline)) {
                    throw Errno.ETIMEDOUT.raise();
                }
            }
        } catch (SyscallException end) {
            int woken = leaveAll(waiters, joined);
            if (woken >= 0) {
                return woken;
            }
            throw end;
        }
        return leaveAll(waiters, joined);
    }

    private static boolean anyWoken(FutexWaiter[] waiters) {
        for (FutexWaiter waiter : waiters) {
            if (waiter.queue == null) {
                return true;
            }
        }
        return false;
    }

    /// Takes waiters out of their queues.
    ///
    /// @return the index of the last that was woken before, or -1
    private static int leaveAll(FutexWaiter[] waiters, int count) {
        int woken = -1;
        for (int i = 0; i < count; i++) {
            if (!FutexQueue.leave(waiters[i])) {
                woken = i;
            }
        }
        return woken;
    }

    FutexQueue[] queues() {
        return queues;
    }
}
