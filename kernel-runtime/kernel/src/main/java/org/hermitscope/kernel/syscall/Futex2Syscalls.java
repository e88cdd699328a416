package org.hermitscope.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Futexes;
import org.hermitscope.kernel.task.Task;

/// The later futex calls: futex_waitv(2) and futex_wake, futex_wait, futex_requeue (Linux 6.7). Words of 32
/// bits only, as in Linux.
final class Futex2Syscalls {
    private static final int SIZE_MASK = 3;
    private static final int SIZE_32 = 2;
    private static final int PRIVATE = 128;
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;

    private static final int WAITV_SIZE = 24;
    private static final int WAITV_MOST = 128;

    private Futex2Syscalls() {}

    static long waitv(Task task, long address, long count, long flags, long timeout, long clock, long a5) {
        if (flags != 0 || (int) count <= 0 || (int) count > WAITV_MOST || address == 0) {
            throw Errno.EINVAL.raise();
        }
        long deadline = absolute(task, timeout, clock);
        List<Futexes.Expected> words = read(task, address, (int) count);
        return task.kernel().futexes().awaitAny(task, words, deadline);
    }

    static long wake(Task task, long address, long mask, long count, long flags, long a4, long a5) {
        requireFlags((int) flags);
        requireWord(address);
        if ((int) mask == 0) {
            throw Errno.EINVAL.raise();
        }
        return (int) count <= 0 ? 0 : task.kernel().futexes().wake(address, (int) count, (int) mask);
    }

    static long await(Task task, long address, long value, long mask, long flags, long timeout, long clock) {
        requireFlags((int) flags);
        requireWord(address);
        if (value != (value & 0xffff_ffffL) || mask != (mask & 0xffff_ffffL) || mask == 0) {
            throw Errno.EINVAL.raise();
        }
        long deadline = absolute(task, timeout, clock);
        task.kernel().futexes().await(task, address, (int) value, (int) mask, deadline);
        return 0;
    }

    static long requeue(Task task, long address, long flags, long wake, long move, long a4, long a5) {
        if (flags != 0 || address == 0 || (int) wake < 0 || (int) move < 0) {
            throw Errno.EINVAL.raise();
        }
        List<Futexes.Expected> words = read(task, address, 2);
        Futexes.Expected from = words.getFirst();
        long to = words.getLast().address();
        return task.kernel().futexes().requeue(task, from.address(), to, (int) wake, (int) move, from.expected());
    }

    private static List<Futexes.Expected> read(Task task, long address, int count) {
        List<Futexes.Expected> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long at = address + (long) i * WAITV_SIZE;
            final long value = task.memory().getLong(at);
            final long word = task.memory().getLong(at + 8);
            if (task.memory().getInt(at + 20) != 0 || value != (value & 0xffff_ffffL)) {
                throw Errno.EINVAL.raise();
            }
            requireFlags(task.memory().getInt(at + 16));
            requireWord(word);
            words.add(new Futexes.Expected(word, (int) value));
        }
        return words;
    }

    private static void requireFlags(int flags) {
        if ((flags & ~(SIZE_MASK | PRIVATE)) != 0 || (flags & SIZE_MASK) != SIZE_32) {
            throw Errno.EINVAL.raise();
        }
    }

    private static void requireWord(long address) {
        if ((address & 3) != 0) {
            throw Errno.EINVAL.raise();
        }
    }

    /// The deadline of an absolute timeout; its clock counts only where there is one.
    private static long absolute(Task task, long timeout, long clock) throws SyscallException {
        if (timeout == 0) {
            return Blocking.FOREVER;
        }
        if ((int) clock != CLOCK_REALTIME && (int) clock != CLOCK_MONOTONIC) {
            throw Errno.EINVAL.raise();
        }
        return FutexSyscalls.absolute(task, timeout, (int) clock == CLOCK_REALTIME);
    }
}
