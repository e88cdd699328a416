package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.task.IntervalTimer;
import org.hermitscope.kernel.task.PosixTimer;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.Protection;

/// timer_create and its relatives.
final class TimerSyscalls {
    private static final int SIGEV_SIGNAL = 0;
    private static final int SIGEV_NONE = 1;
    private static final int SIGEV_THREAD = 2;
    private static final int SIGEV_THREAD_ID = 4;
    private static final int SIGEVENT_USED = 20;
    private static final int TIMER_ABSTIME = 1;

    private TimerSyscalls() {}

    static long create(Task task, long clock, long event, long idAddress, long a3, long a4, long a5) {
        PosixTimer.Source source = source(task, (int) clock);
        Task target = source == PosixTimer.Source.THREAD_CPU ? task : null;
        int signal = Signal.ALRM;
        Long value = null;
        if (event != 0) {
            byte[] structure = task.memory().read(event, SIGEVENT_USED);
            value = LittleEndian.getLong(structure, 0);
            signal = LittleEndian.getInt(structure, 8);
            switch (LittleEndian.getInt(structure, 12)) {
                case SIGEV_SIGNAL, SIGEV_THREAD -> requireSignal(signal);
                case SIGEV_NONE -> signal = 0;
                case SIGEV_THREAD_ID -> {
                    requireSignal(signal);
                    target = task.kernel().task(LittleEndian.getInt(structure, 16));
                    if (target == null) {
                        throw Errno.EINVAL.raise();
                    }
                }
                default -> throw Errno.EINVAL.raise();
            }
        }
        task.memory().check(idAddress, 4, Protection.WRITE);
        PosixTimer timer = task.kernel().posixTimers().create(source, signal, value, target);
        task.memory().putInt(idAddress, timer.id());
        return 0;
    }

    private static void requireSignal(int number) {
        if (!Signal.valid(number)) {
            throw Errno.EINVAL.raise();
        }
    }

    private static PosixTimer.Source source(Task task, int clock) {
        return switch (clock) {
            case 0, 8, 11 -> PosixTimer.Source.REALTIME;
            case 1, 7, 9 -> PosixTimer.Source.MONOTONIC;
            case 2 -> PosixTimer.Source.PROCESS_CPU;
            case 3 -> PosixTimer.Source.THREAD_CPU;
            default -> {
                if (clock >= 0) {
                    throw Errno.EINVAL.raise();
                }
                long _ = TimeSyscalls.now(task, clock);
                yield (clock & 4) != 0 ? PosixTimer.Source.THREAD_CPU : PosixTimer.Source.PROCESS_CPU;
            }
        };
    }

    static long settime(Task task, long id, long flags, long newAddress, long oldAddress, long a4, long a5) {
        if (newAddress == 0) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        long interval = Timeouts.timespec(memory, newAddress);
        long first = Timeouts.timespec(memory, newAddress + 16);
        PosixTimer timer = task.kernel().posixTimers().get(id);
        IntervalTimer.Setting old = timer.set(first, interval, (flags & TIMER_ABSTIME) != 0);
        if (oldAddress != 0) {
            put(memory, oldAddress, old);
        }
        return 0;
    }

    static long gettime(Task task, long id, long address, long a2, long a3, long a4, long a5) {
        put(task.memory(), address, task.kernel().posixTimers().get(id).get());
        return 0;
    }

    static long getoverrun(Task task, long id, long a1, long a2, long a3, long a4, long a5) {
        return task.kernel().posixTimers().get(id).overrun();
    }

    static long delete(Task task, long id, long a1, long a2, long a3, long a4, long a5) {
        task.kernel().posixTimers().delete(id);
        return 0;
    }

    private static void put(UserMemory memory, long address, IntervalTimer.Setting setting) {
        TimeSyscalls.putTimespec(memory, address, setting.interval());
        TimeSyscalls.putTimespec(memory, address + 16, setting.left());
    }
}
