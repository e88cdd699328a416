package org.hermitscope.kernel.task;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.jspecify.annotations.Nullable;

/// Futexes whose word names the owner and that the kernel hands over (man 2 futex, "Priority-inheritance futexes"):
/// the most urgent waiter gets the lock, and lends the owner its urgency while it waits.
public final class PiFutexes {
    static final int WAITERS = 0x8000_0000;
    static final int OWNER_DIED = 0x4000_0000;
    static final int TID = 0x3fff_ffff;

    private final Kernel kernel;
    private final Map<Long, Lock> locks = new HashMap<>();

    /// A lock that someone waits for.
    private static final class Lock {
        final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
        Task owner;

        Lock(Task owner) {
            this.owner = owner;
        }

        int rank() {
            int rank = 0;
            for (Waiter waiter : waiters) {
                rank = Math.max(rank, waiter.task.scheduling().rank());
            }
            return rank;
        }

        @Nullable
        Waiter takeFirst() {
            Waiter first = null;
            for (Waiter waiter : waiters) {
                if (first == null
                        || waiter.task.scheduling().rank()
                                > first.task.scheduling().rank()) {
                    first = waiter;
                }
            }
            if (first != null) {
                boolean _ = waiters.remove(first);
            }
            return first;
        }
    }

    private static final class Waiter {
        final Task task;
        volatile boolean granted;

        Waiter(Task task) {
            this.task = task;
        }
    }

    PiFutexes(Kernel kernel) {
        this.kernel = kernel;
    }

    /// FUTEX_LOCK_PI, and with `patient` false FUTEX_TRYLOCK_PI.
    ///
    /// @param deadline in monotonic nanoseconds, or [Blocking#FOREVER]
    /// @throws SyscallException EDEADLK, ESRCH (the word names nobody), EAGAIN (somebody has it), ETIMEDOUT, EFAULT
    public void lock(Task task, long address, long deadline, boolean patient) {
        // Pages come in before the lock is taken.
        int _ = task.memory().getIntVolatile(address);
        Waiter waiter;
        synchronized (this) {
            waiter = take(task, address, patient);
        }
        if (waiter == null) {
            return;
        }
        try {
            while (true) {
                task.blocking().prepare();
                if (waiter.granted) {
                    return;
                }
                if (!task.blocking().park(deadline) && leave(waiter, address)) {
                    throw Errno.ETIMEDOUT.raise();
                }
            }
        } catch (SyscallException interruption) {
            if (leave(waiter, address)) {
                throw interruption.errno() == null ? Restart.NOINTR.raise() : interruption;
            }
        }
    }

    /// Takes the lock, or its place among those that wait.
    private @Nullable Waiter take(Task task, long address, boolean patient) {
        UserMemory memory = task.memory();
        Lock lock = locks.get(address);
        while (true) {
            int word = memory.getIntVolatile(address);
            int owner = word & TID;
            if (owner == task.tid()) {
                throw Errno.EDEADLK.raise();
            }
            if (owner == 0) {
                int taken = word & OWNER_DIED | task.tid() | (lock == null ? 0 : WAITERS);
                if (memory.compareAndSetInt(address, word, taken)) {
                    return null;
                }
                continue;
            }
            if (!patient) {
                throw Errno.EAGAIN.raise();
            }
            Task holder = kernel.task(owner);
            if (holder == null) {
                throw Errno.ESRCH.raise();
            }
            if (memory.compareAndSetInt(address, word, word | WAITERS)) {
                Waiter waiter = new Waiter(task);
                if (lock == null) {
                    lock = new Lock(holder);
                    locks.put(address, lock);
                }
                lock.waiters.add(waiter);
                lend(lock.owner);
                return waiter;
            }
        }
    }

    /// Gives up waiting.
    ///
    /// @return false when the lock was granted before
    private synchronized boolean leave(Waiter waiter, long address) {
        if (waiter.granted) {
            return false;
        }
        Lock lock = locks.get(address);
        if (lock != null) {
            boolean _ = lock.waiters.remove(waiter);
            if (lock.waiters.isEmpty()) {
                locks.remove(address);
            }
            lend(lock.owner);
        }
        return true;
    }

    /// FUTEX_UNLOCK_PI.
    ///
    /// @throws SyscallException EPERM when the task is not the owner, EFAULT
    public void unlock(Task task, long address) {
        UserMemory memory = task.memory();
        int _ = memory.getIntVolatile(address);
        synchronized (this) {
            int word = memory.getIntVolatile(address);
            if ((word & TID) != task.tid()) {
                throw Errno.EPERM.raise();
            }
            handOver(memory, address, 0);
        }
    }

    /// A task has ended: whoever waits for what it held gets it, and is told by a bit of the word.
    synchronized void ownerDied(Task task) {
        for (long address : locks.keySet().toArray(new Long[0])) {
            Lock lock = locks.get(address);
            if (lock != null && lock.owner == task) {
                try {
                    handOver(task.memory(), address, OWNER_DIED);
                } catch (SyscallException badAddress) {
                    // The word may be gone with the memory that it lay in.
                }
            }
        }
    }

    /// Under the lock.
    private void handOver(UserMemory memory, long address, int died) {
        Lock lock = locks.get(address);
        Waiter next = lock == null ? null : lock.takeFirst();
        int word = died;
        if (lock != null && next != null) {
            word |= next.task.tid() | (lock.waiters.isEmpty() ? 0 : WAITERS);
        }
        int old;
        do {
            old = memory.getIntVolatile(address);
        } while (!memory.compareAndSetInt(address, old, word));
        if (lock == null || next == null) {
            return;
        }
        final Task former = lock.owner;
        lock.owner = next.task;
        if (lock.waiters.isEmpty()) {
            locks.remove(address);
        }
        lend(former);
        lend(next.task);
        next.granted = true;
        next.task.blocking().changed();
    }

    /// Gives an owner the rank of the most urgent of those that wait for its locks; and passes it on to whom that
    /// owner waits for.
    private void lend(Task owner) {
        int rank = 0;
        Iterator<Lock> all = locks.values().iterator();
        while (all.hasNext()) {
            Lock lock = all.next();
            if (lock.owner == owner) {
                rank = Math.max(rank, lock.rank());
            }
        }
        if (owner.scheduling().lent() == rank) {
            return;
        }
        owner.scheduling().lend(rank);
        for (Lock lock : locks.values()) {
            for (Waiter waiter : lock.waiters) {
                if (waiter.task == owner && lock.owner != owner) {
                    lend(lock.owner);
                    return;
                }
            }
        }
    }
}
