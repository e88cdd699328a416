package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Futexes;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.Clock;

/// futex(2).
final class FutexSyscalls {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int REQUEUE = 3;
    private static final int CMP_REQUEUE = 4;
    private static final int WAKE_OP = 5;
    private static final int LOCK_PI = 6;
    private static final int UNLOCK_PI = 7;
    private static final int TRYLOCK_PI = 8;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int WAIT_REQUEUE_PI = 11;
    private static final int CMP_REQUEUE_PI = 12;
    private static final int LOCK_PI2 = 13;
    private static final int PRIVATE = 128;
    private static final int CLOCK_REALTIME = 256;

    private FutexSyscalls() {}

    static long futex(Task task, long address, long operation, long value, long timeout, long second, long third) {
        int command = (int) operation & ~(PRIVATE | CLOCK_REALTIME);
        boolean realtime = (operation & CLOCK_REALTIME) != 0;
        if (realtime && command != WAIT_BITSET && command != WAIT_REQUEUE_PI && command != LOCK_PI2) {
            throw Errno.ENOSYS.raise();
        }
        requireAligned(address);
        Futexes futexes = task.kernel().futexes();
        return switch (command) {
            case WAIT -> {
                long nanos = Timeouts.timespec(task.memory(), timeout);
                yield await(task, address, (int) value, Futexes.ANY, Timeouts.deadline(task, nanos));
            }
            case WAIT_BITSET -> {
                requireBits(third);
                yield await(task, address, (int) value, (int) third, absolute(task, timeout, realtime));
            }
            case WAKE -> futexes.wake(address, Math.max(1, (int) value), Futexes.ANY);
            case WAKE_BITSET -> {
                requireBits(third);
                yield futexes.wake(address, Math.max(1, (int) value), (int) third);
            }
            case REQUEUE, CMP_REQUEUE -> {
                requireAligned(second);
                int wake = requireCount(value);
                int move = requireCount(timeout);
                Integer expected = command == CMP_REQUEUE ? (int) third : null;
                yield futexes.requeue(task, address, second, wake, move, expected);
            }
            case WAKE_OP -> {
                requireAligned(second);
                yield futexes.wakeAfterChange(task, address, second, (int) value, (int) timeout, (int) third);
            }
            case LOCK_PI, LOCK_PI2 -> {
                // The older of the two has always meant the other clock.
                boolean onRealtime = command == LOCK_PI || realtime;
                task.kernel().priorityFutexes().lock(task, address, absolute(task, timeout, onRealtime));
                yield 0;
            }
            case TRYLOCK_PI -> {
                task.kernel().priorityFutexes().tryLock(task, address);
                yield 0;
            }
            case UNLOCK_PI -> {
                task.kernel().priorityFutexes().unlock(task, address);
                yield 0;
            }
            case WAIT_REQUEUE_PI -> {
                requireAligned(second);
                requireOther(address, second);
                long deadline = absolute(task, timeout, realtime);
                task.kernel().priorityFutexes().awaitMove(task, address, (int) value, second, deadline);
                yield 0;
            }
            case CMP_REQUEUE_PI -> {
                requireAligned(second);
                requireOther(address, second);
                if ((int) value != 1) {
                    throw Errno.EINVAL.raise();
                }
                int move = requireCount(timeout);
                yield task.kernel().priorityFutexes().move(task, address, second, move, (int) third);
            }
            default -> throw Errno.ENOSYS.raise();
        };
    }

    private static void requireOther(long address, long second) {
        if (address == second) {
            throw Errno.EINVAL.raise();
        }
    }

    private static long await(Task task, long address, int expected, int bitset, long deadline) {
        try {
            task.kernel().futexes().await(task, address, expected, bitset, deadline);
            return 0;
        } catch (SyscallException failure) {
            if (failure.errno() == null && deadline != Blocking.FOREVER) {
                throw task.resumeWith(again -> await(again, address, expected, bitset, deadline));
            }
            throw failure;
        }
    }

    /// The deadline of an absolute timeout.
    static long absolute(Task task, long timeout, boolean realtime) {
        long nanos = Timeouts.timespec(task.memory(), timeout);
        if (nanos == Blocking.FOREVER || !realtime) {
            return nanos;
        }
        Clock clock = task.kernel().clock();
        return clock.monotonicNanos() + Math.max(0, nanos - clock.realtimeNanos());
    }

    private static void requireAligned(long address) {
        if ((address & 3) != 0) {
            throw Errno.EINVAL.raise();
        }
    }

    private static void requireBits(long bitset) {
        if ((int) bitset == 0) {
            throw Errno.EINVAL.raise();
        }
    }

    private static int requireCount(long count) {
        if ((int) count < 0) {
            throw Errno.EINVAL.raise();
        }
        return (int) count;
    }
}
