package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.IntervalTimer;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;

/// Clocks, sleeps and interval timers.
final class TimeSyscalls {
    static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    /// AT_CLKTCK is 100.
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_PROCESS_CPUTIME = 2;
    private static final int CLOCK_THREAD_CPUTIME = 3;
    private static final int CLOCK_MONOTONIC_RAW = 4;
    private static final int CLOCK_REALTIME_COARSE = 5;
    private static final int CLOCK_MONOTONIC_COARSE = 6;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int CLOCK_REALTIME_ALARM = 8;
    private static final int CLOCK_BOOTTIME_ALARM = 9;
    private static final int CLOCK_TAI = 11;
    private static final long COARSE_NANOS = 4_000_000;
    private static final int TIMER_ABSTIME = 1;

    private static final int RUSAGE_SELF = 0;
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_THREAD = 1;
    private static final int RUSAGE_MAXRSS = 32;
    private static final int RUSAGE_MINFLT = 64;
    private static final int RUSAGE_NVCSW = 128;
    private static final int RUSAGE_SIZE = 144;

    private TimeSyscalls() {}

    static long clockGettime(Task task, long clock, long address, long a2, long a3, long a4, long a5) {
        putTimespec(task.memory(), address, now(task, (int) clock));
        return 0;
    }

    static long clockGetres(Task task, long clock, long address, long a2, long a3, long a4, long a5) {
        int id = (int) clock;
        long _ = now(task, id);
        if (address != 0) {
            boolean coarse = id == CLOCK_REALTIME_COARSE || id == CLOCK_MONOTONIC_COARSE;
            putTimespec(task.memory(), address, coarse ? COARSE_NANOS : 1);
        }
        return 0;
    }

    /// Nobody sets the host's clock; only the realtime clock could be set at all.
    static long clockSettime(Task task, long clock, long address, long a2, long a3, long a4, long a5) {
        long _ = now(task, (int) clock);
        throw (int) clock == CLOCK_REALTIME ? Errno.EPERM.raise() : Errno.EINVAL.raise();
    }

    /// What a clock shows in nanoseconds. EINVAL for an unknown one.
    static long now(Task task, int clock) {
        Kernel kernel = task.kernel();
        return switch (clock) {
            case CLOCK_REALTIME, CLOCK_REALTIME_ALARM, CLOCK_TAI ->
                kernel.clock().realtimeNanos();
            case CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_BOOTTIME, CLOCK_BOOTTIME_ALARM ->
                kernel.clock().monotonicNanos();
            case CLOCK_REALTIME_COARSE -> coarse(kernel.clock().realtimeNanos());
            case CLOCK_MONOTONIC_COARSE -> coarse(kernel.clock().monotonicNanos());
            case CLOCK_PROCESS_CPUTIME -> kernel.cpuNanos();
            case CLOCK_THREAD_CPUTIME -> task.cpuTime().nanos();
            default -> cpuClock(task, clock);
        };
    }

    private static long coarse(long nanos) {
        return nanos - nanos % COARSE_NANOS;
    }

    /// The CPU clock of a process or thread: its id inverted above three bits, of which bit 2 says thread (man 2
    /// clock_getres).
    private static long cpuClock(Task task, int clock) {
        int id = ~(clock >> 3);
        if (clock >= 0 || (clock & 3) == 3) {
            throw Errno.EINVAL.raise();
        }
        if ((clock & 4) == 0) {
            if (id != 0 && id != task.pid()) {
                throw Errno.EINVAL.raise();
            }
            return task.kernel().cpuNanos();
        }
        Task named = id == 0 ? task : task.kernel().task(id);
        if (named == null) {
            throw Errno.EINVAL.raise();
        }
        return named.cpuTime().nanos();
    }

    static long gettimeofday(Task task, long address, long zone, long a2, long a3, long a4, long a5) {
        if (address != 0) {
            putTimeval(task.memory(), address, task.kernel().clock().realtimeNanos());
        }
        if (zone != 0) {
            task.memory().putLong(zone, 0);
        }
        return 0;
    }

    static long time(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        long seconds = task.kernel().clock().realtimeNanos() / NANOS_PER_SECOND;
        if (address != 0) {
            task.memory().putLong(address, seconds);
        }
        return seconds;
    }

    static long nanosleep(Task task, long request, long rest, long a2, long a3, long a4, long a5) {
        long nanos = Timeouts.timespec(task.memory(), requireAddress(request));
        return sleep(task, Timeouts.deadline(task, nanos), rest);
    }

    static long clockNanosleep(Task task, long clock, long flags, long request, long rest, long a4, long a5) {
        int id = (int) clock;
        long now = now(task, id);
        if (id == CLOCK_THREAD_CPUTIME) {
            throw Errno.EINVAL.raise();
        }
        boolean coarse = id == CLOCK_REALTIME_COARSE || id == CLOCK_MONOTONIC_COARSE;
        if (id == CLOCK_PROCESS_CPUTIME || id == CLOCK_MONOTONIC_RAW || coarse || id < 0) {
            throw Errno.EOPNOTSUPP.raise();
        }
        long nanos = Timeouts.timespec(task.memory(), requireAddress(request));
        if ((flags & TIMER_ABSTIME) == 0) {
            return sleep(task, Timeouts.deadline(task, nanos), rest);
        }
        try {
            task.blocking().sleepUntil(Timeouts.deadline(task, Math.max(0, nanos - now)));
            return 0;
        } catch (SyscallException wantedElsewhere) {
            throw Restart.NOHAND.raise();
        }
    }

    /// Sleeps; when something comes between, what is left is stored for the caller and kept for going on.
    private static long sleep(Task task, long deadline, long rest) {
        try {
            task.blocking().sleepUntil(deadline);
            return 0;
        } catch (SyscallException wantedElsewhere) {
            if (rest != 0) {
                long left = Math.max(0, deadline - task.kernel().clock().monotonicNanos());
                putTimespec(task.memory(), rest, left);
            }
            throw task.resumeWith(again -> sleep(again, deadline, rest));
        }
    }

    private static long requireAddress(long address) {
        if (address == 0) {
            throw Errno.EFAULT.raise();
        }
        return address;
    }

    static long times(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        if (address != 0) {
            byte[] structure = new byte[32];
            LittleEndian.putLong(structure, 0, task.kernel().cpuNanos() / NANOS_PER_TICK);
            task.memory().write(address, structure, 0, structure.length);
        }
        return task.kernel().clock().monotonicNanos() / NANOS_PER_TICK;
    }

    static long getrusage(Task task, long who, long address, long a2, long a3, long a4, long a5) {
        long nanos = switch ((int) who) {
            case RUSAGE_SELF -> task.kernel().cpuNanos();
            case RUSAGE_THREAD -> task.cpuTime().nanos();
            case RUSAGE_CHILDREN -> 0;
            default -> throw Errno.EINVAL.raise();
        };
        byte[] structure = new byte[RUSAGE_SIZE];
        LittleEndian.putLong(structure, 0, nanos / NANOS_PER_SECOND);
        LittleEndian.putLong(structure, 8, nanos % NANOS_PER_SECOND / NANOS_PER_MICRO);
        if (who != RUSAGE_CHILDREN) {
            // The present size: what it was at most is not kept.
            long bytes = task.space().residentBytes();
            LittleEndian.putLong(structure, RUSAGE_MAXRSS, bytes >> 10);
            LittleEndian.putLong(structure, RUSAGE_MINFLT, bytes / HostMemory.PAGE_SIZE);
            LittleEndian.putLong(structure, RUSAGE_NVCSW, who == RUSAGE_THREAD ? task.waits() : allWaits(task));
        }
        task.memory().write(address, structure, 0, structure.length);
        return 0;
    }

    private static long allWaits(Task task) {
        long sum = 0;
        for (Task each : task.kernel().tasks()) {
            sum += each.waits();
        }
        return sum;
    }

    static long alarm(Task task, long seconds, long a1, long a2, long a3, long a4, long a5) {
        long wanted = seconds & 0xffff_ffffL;
        IntervalTimer.Setting old =
                task.kernel().intervalTimer(IntervalTimer.REAL).set(wanted * NANOS_PER_SECOND, 0);
        if (old.left() == 0) {
            return 0;
        }
        // Rounded as Linux does it: never 0 while one is set (kernel/time/itimer.c).
        return Math.max(1, (old.left() + NANOS_PER_SECOND / 2) / NANOS_PER_SECOND);
    }

    static long setitimer(Task task, long which, long newAddress, long oldAddress, long a3, long a4, long a5) {
        IntervalTimer timer = timer(task, which);
        UserMemory memory = task.memory();
        long interval = 0;
        long value = 0;
        if (newAddress != 0) {
            interval = Timeouts.timeval(memory, newAddress);
            value = Timeouts.timeval(memory, newAddress + 16);
        }
        IntervalTimer.Setting old = timer.set(value, interval);
        if (oldAddress != 0) {
            putSetting(memory, oldAddress, old);
        }
        return 0;
    }

    static long getitimer(Task task, long which, long address, long a2, long a3, long a4, long a5) {
        putSetting(task.memory(), address, timer(task, which).get());
        return 0;
    }

    private static IntervalTimer timer(Task task, long which) {
        if (which < 0 || which >= IntervalTimer.KINDS) {
            throw Errno.EINVAL.raise();
        }
        return task.kernel().intervalTimer((int) which);
    }

    private static void putSetting(UserMemory memory, long address, IntervalTimer.Setting setting) {
        putTimeval(memory, address, setting.interval());
        putTimeval(memory, address + 16, setting.left());
    }

    static void putTimespec(UserMemory memory, long address, long nanos) {
        memory.check(address, 16, Protection.WRITE);
        memory.putLong(address, nanos / NANOS_PER_SECOND);
        memory.putLong(address + 8, nanos % NANOS_PER_SECOND);
    }

    private static void putTimeval(UserMemory memory, long address, long nanos) {
        memory.check(address, 16, Protection.WRITE);
        memory.putLong(address, nanos / NANOS_PER_SECOND);
        memory.putLong(address + 8, nanos % NANOS_PER_SECOND / NANOS_PER_MICRO);
    }
}
