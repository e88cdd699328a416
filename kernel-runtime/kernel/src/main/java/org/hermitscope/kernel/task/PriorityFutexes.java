package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.abi.SyscallException;
import org.jspecify.annotations.Nullable;

/// Futexes that inherit priority (man 2 futex, "Priority-inheritance futexes"). The word holds its owner's
/// tid; who waits is given it by the kernel, the most urgent first, and lends its rank to the owner meanwhile.
public final class PriorityFutexes {
    /// Somebody waits: FUTEX_WAITERS.
    static final int WAITERS = 0x8000_0000;
    /// The last owner ended without giving it back: FUTEX_OWNER_DIED.
    static final int OWNER_DIED = 0x4000_0000;
    /// The owner, 0 for none: FUTEX_TID_MASK.
    static final int TID = 0x3fff_ffff;

    /// A chain of owners that is longer is a ring.
    private static final int LONGEST_CHAIN = 1024;

    private final Kernel kernel;
    private final Futexes futexes;
    private volatile boolean used;

    PriorityFutexes(Kernel kernel, Futexes futexes) {
        this.kernel = kernel;
        this.futexes = futexes;
    }

    /// FUTEX_LOCK_PI: returns once the task owns the word.
    ///
    /// @throws SyscallException EDEADLK, ESRCH for an owner that is none, ETIMEDOUT, EFAULT, or a restart
    public void lock(Task task, long address, long deadline) {
        FutexQueue queue = futexes.queueOf(address);
        FutexWaiter waiter = task.futexWaiter();
        used = true;
        int _ = task.memory().getIntVolatile(address);
        while (true) {
            synchronized (queue) {
                Task owner = takeOrMark(task, queue, address);
                if (owner == null) {
                    return;
                }
                if (!owner.ended()) {
                    waiter.set(address, Futexes.ANY, FutexWaiter.Kind.OWNERSHIP);
                    waiter.owner = owner;
                    queue.add(waiter);
                    break;
                }
            }
            // It is ending, and releases what it owns in a moment.
            task.yieldProcessor();
        }
        lend(task);
        sleep(waiter, deadline);
    }

    /// Sleeps until the word is given to the waiter. Interrupted, the call begins anew whatever the handler
    /// says.
    private static void sleep(FutexWaiter waiter, long deadline) {
        try {
            Futexes.sleep(waiter, deadline);
        } catch (SyscallException end) {
            throw end.errno() == null ? Restart.NOINTR.raise() : end;
        }
    }

    /// FUTEX_TRYLOCK_PI. EAGAIN when the word has an owner, ESRCH when that is no task.
    public void tryLock(Task task, long address) {
        FutexQueue queue = futexes.queueOf(address);
        synchronized (queue) {
            if (takeOrMark(task, queue, address) != null) {
                throw Errno.EAGAIN.raise();
            }
        }
    }

    /// FUTEX_UNLOCK_PI: gives the word to the most urgent waiter, or to nobody. EPERM unless the task owns it.
    public void unlock(Task task, long address) {
        FutexQueue queue = futexes.queueOf(address);
        synchronized (queue) {
            int word = task.memory().getIntVolatile(address);
            if ((word & TID) != task.tid()) {
                throw Errno.EPERM.raise();
            }
            FutexWaiter next = best(queue, address);
            if (next == null) {
                exchange(task, address, 0);
            } else {
                give(next, queue, 0);
            }
        }
        returnLoan(task);
    }

    /// Takes a word that nobody owns or waits for, or else marks it as waited for. Until it is marked its owner
    /// can give it back without the kernel, so that all is decided on one value of it.
    ///
    /// @return null when the task has it now, else the owner
    /// @throws SyscallException ESRCH for an owner that is no task, EDEADLK for one that waits for this task
    private @Nullable Task takeOrMark(Task task, FutexQueue queue, long address) {
        FutexWaiter other = best(queue, address);
        while (true) {
            int word = task.memory().getIntVolatile(address);
            int tid = word & TID;
            if (tid == task.tid()) {
                throw Errno.EDEADLK.raise();
            }
            if (tid == 0 && other == null) {
                if (task.memory().compareAndSetInt(address, word, word & OWNER_DIED | task.tid())) {
                    return null;
                }
                continue;
            }
            Task owner = other != null ? other.owner : kernel.task(tid);
            requireNoRing(task, owner);
            if ((word & WAITERS) != 0 || task.memory().compareAndSetInt(address, word, word | WAITERS)) {
                if (owner == null) {
                    throw Errno.ESRCH.raise();
                }
                return owner;
            }
        }
    }

    private static void requireNoRing(Task task, @Nullable Task owner) {
        Task at = owner;
        for (int i = 0; at != null && i < LONGEST_CHAIN; i++) {
            if (at == task) {
                throw Errno.EDEADLK.raise();
            }
            at = awaitedBy(at);
        }
    }

    /// Whom a task waits for to give it what that one owns, or null.
    private static @Nullable Task awaitedBy(Task task) {
        FutexWaiter waiter = task.futexWaiter();
        return waiter.queue != null && waiter.kind == FutexWaiter.Kind.OWNERSHIP ? waiter.owner : null;
    }

    private static void exchange(Task task, long address, int value) {
        int word;
        do {
            word = task.memory().getIntVolatile(address);
        } while (!task.memory().compareAndSetInt(address, word, value));
    }

    /// The most urgent of those who wait for a word, of equals the first; null for none. EINVAL if the word is
    /// also waited for in another way.
    private static @Nullable FutexWaiter best(FutexQueue queue, long address) {
        FutexWaiter best = null;
        for (FutexWaiter at = queue.first(); at != null; at = at.next) {
            if (at.address != address) {
                continue;
            }
            if (at.kind != FutexWaiter.Kind.OWNERSHIP) {
                throw Errno.EINVAL.raise();
            }
            if (best == null
                    || at.task.scheduling().rank() > best.task.scheduling().rank()) {
                best = at;
            }
        }
        return best;
    }

    /// Makes a waiter the owner.
    private static void give(FutexWaiter waiter, FutexQueue queue, int died) {
        exchange(waiter.task, waiter.address, WAITERS | died | waiter.task.tid());
        queue.remove(waiter);
        for (FutexWaiter at = queue.first(); at != null; at = at.next) {
            if (at.address == waiter.address) {
                at.owner = waiter.task;
            }
        }
        waiter.task.blocking().changed();
    }

    /// A task ends: whoever waits for what it owns gets it, and learns that its owner died.
    void ownerExits(Task task) {
        if (!used) {
            return;
        }
        for (FutexQueue queue : futexes.queues()) {
            synchronized (queue) {
                giveAll(task, queue);
            }
        }
    }

    private static void giveAll(Task task, FutexQueue queue) {
        FutexWaiter at = queue.first();
        while (at != null) {
            FutexWaiter next =
                    at.kind == FutexWaiter.Kind.OWNERSHIP && at.owner == task ? best(queue, at.address) : null;
            if (next == null) {
                at = at.next;
                continue;
            }
            try {
                give(next, queue, OWNER_DIED);
            } catch (SyscallException unmapped) {
                // Nobody can have a word that is not there: its waiters find out themselves.
                queue.remove(next);
                next.task.blocking().changed();
            }
            at = queue.first();
        }
    }

    /// Lends the rank of a task that waits to the owner of what it waits for, and on to whom that one waits
    /// for.
    private static void lend(Task task) {
        int rank = task.scheduling().rank();
        Task owner = awaitedBy(task);
        for (int i = 0; rank > 0 && owner != null && owner.scheduling().rank() < rank && i < LONGEST_CHAIN; i++) {
            owner.scheduling().lend(rank);
            owner = awaitedBy(owner);
        }
    }

    /// After a task gave something up: its rank is that of whoever waits for what it still owns.
    private void returnLoan(Task task) {
        if (task.scheduling().lent() == 0) {
            return;
        }
        int rank = 0;
        for (FutexQueue queue : futexes.queues()) {
            synchronized (queue) {
                for (FutexWaiter at = queue.first(); at != null; at = at.next) {
                    if (at.kind == FutexWaiter.Kind.OWNERSHIP && at.owner == task) {
                        rank = Math.max(rank, at.task.scheduling().rank());
                    }
                }
            }
        }
        task.scheduling().lend(rank);
    }

    /// FUTEX_WAIT_REQUEUE_PI: waits to be moved to a word that inherits priority, and then to own it.
    ///
    /// @throws SyscallException EAGAIN when the word holds something else or a signal came after the move,
    ///     ETIMEDOUT
    public void awaitMove(Task task, long address, int expected, long target, long deadline) {
        FutexWaiter waiter = task.futexWaiter();
        FutexQueue queue = futexes.queueOf(address);
        used = true;
        int _ = task.memory().getIntVolatile(address);
        synchronized (queue) {
            if (task.memory().getIntVolatile(address) != expected) {
                throw Errno.EAGAIN.raise();
            }
            waiter.set(address, Futexes.ANY, FutexWaiter.Kind.MOVES);
            waiter.target = target;
            queue.add(waiter);
        }
        try {
            sleep(waiter, deadline);
        } catch (SyscallException end) {
            boolean moved = waiter.kind == FutexWaiter.Kind.OWNERSHIP;
            throw end.errno() == null && moved ? Errno.EAGAIN.raise() : end;
        }
    }

    /// FUTEX_CMP_REQUEUE_PI: gives the target to the first waiter if it is free, and lets the others wait for
    /// it.
    ///
    /// @param move how many besides the first
    /// @return how many were given the target or moved
    public int move(Task task, long from, long to, int move, int expected) {
        FutexQueue source = futexes.queueOf(from);
        FutexQueue target = futexes.queueOf(to);
        FutexQueue outer = Futexes.outer(source, target);
        int _ = task.memory().getIntVolatile(from);
        synchronized (outer) {
            synchronized (outer == source ? target : source) {
                if (task.memory().getIntVolatile(from) != expected) {
                    throw Errno.EAGAIN.raise();
                }
                return moveLocked(source, target, from, to, move);
            }
        }
    }

    private int moveLocked(FutexQueue source, FutexQueue target, long from, long to, int move) {
        int moved = 0;
        FutexWaiter at = source.first();
        while (at != null && moved <= move) {
            FutexWaiter next = at.next;
            // Both words may share a queue, in which some have been moved already.
            if (at.address == from) {
                if (at.kind != FutexWaiter.Kind.MOVES || at.target != to) {
                    throw Errno.EINVAL.raise();
                }
                // Once somebody waits for the target, it is no longer free for the others.
                Task owner = takeOrMark(at.task, target, to);
                source.remove(at);
                if (owner == null) {
                    at.task.blocking().changed();
                } else {
                    at.set(to, Futexes.ANY, FutexWaiter.Kind.OWNERSHIP);
                    at.owner = owner;
                    target.add(at);
                }
                moved++;
            }
            at = next;
        }
        return moved;
    }
}
