package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.event.EpollFile;
import org.hermitscope.kernel.event.EventFile;
import org.hermitscope.kernel.event.SignalFile;
import org.hermitscope.kernel.event.TimerFile;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.machine.Protection;

/// epoll, eventfd, timerfd and signalfd.
final class EventSyscalls {
    private static final int CLOEXEC = OpenFlags.CLOEXEC;
    private static final int NONBLOCK = OpenFlags.NONBLOCK;

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int MOST_EVENTS = Integer.MAX_VALUE / EpollFile.EVENT_SIZE;
    /// Events handed over at once; who asks for more gets the rest at the next call.
    private static final int BATCH = 1024;

    private static final int EFD_SEMAPHORE = 1;
    private static final int TFD_TIMER_ABSTIME = 1;
    private static final int TFD_TIMER_CANCEL_ON_SET = 2;
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int CLOCK_REALTIME_ALARM = 8;
    private static final int CLOCK_BOOTTIME_ALARM = 9;

    private EventSyscalls() {}

    static long epollCreate(Task task, long size, long a1, long a2, long a3, long a4, long a5) {
        if ((int) size <= 0) {
            throw Errno.EINVAL.raise();
        }
        return task.descriptors().add(new EpollFile(), false);
    }

    static long epollCreate1(Task task, long flags, long a1, long a2, long a3, long a4, long a5) {
        requireFlags(flags, CLOEXEC);
        return task.descriptors().add(new EpollFile(), (flags & CLOEXEC) != 0);
    }

    static long epollCtl(Task task, long epfd, long operation, long fd, long address, long a4, long a5) {
        int events = 0;
        long data = 0;
        if (operation != EPOLL_CTL_DEL) {
            events = task.memory().getInt(address);
            data = task.memory().getLong(address + 4);
        }
        OpenFile poll = task.descriptors().get((int) epfd);
        OpenFile file = task.descriptors().get((int) fd);
        if (file.waitQueue() == null) {
            throw Errno.EPERM.raise();
        }
        if (!(poll instanceof EpollFile epoll)) {
            throw Errno.EINVAL.raise();
        }
        switch ((int) operation) {
            case EPOLL_CTL_ADD -> epoll.add((int) fd, file, events, data);
            case EPOLL_CTL_DEL -> epoll.remove((int) fd, file);
            case EPOLL_CTL_MOD -> epoll.modify((int) fd, file, events, data);
            default -> throw Errno.EINVAL.raise();
        }
        return 0;
    }

    static long epollWait(Task task, long epfd, long events, long most, long timeout, long a4, long a5) {
        return await(task, epfd, events, most, millis(task, timeout));
    }

    static long epollPwait(Task task, long epfd, long events, long most, long timeout, long mask, long maskSize) {
        return Timeouts.withMask(task, mask, maskSize, () -> await(task, epfd, events, most, millis(task, timeout)));
    }

    static long epollPwait2(Task task, long epfd, long events, long most, long timeout, long mask, long maskSize) {
        long nanos = Timeouts.timespec(task.memory(), timeout);
        long deadline = nanos == 0 ? 0 : Timeouts.deadline(task, nanos);
        return Timeouts.withMask(task, mask, maskSize, () -> await(task, epfd, events, most, deadline));
    }

    /// The deadline of a timeout in milliseconds; 0 for a look.
    private static long millis(Task task, long timeout) {
        int wanted = (int) timeout;
        if (wanted <= 0) {
            return wanted < 0 ? Blocking.FOREVER : 0;
        }
        return Timeouts.deadline(task, wanted * 1_000_000L);
    }

    private static long await(Task task, long epfd, long address, long most, long deadline) {
        int count = (int) most;
        if (count <= 0 || count > MOST_EVENTS) {
            throw Errno.EINVAL.raise();
        }
        // Memory that cannot be written shows only when there is something to write (fs/eventpoll.c, access_ok).
        if (address < 0 || address > task.space().layout().end() - (long) count * EpollFile.EVENT_SIZE) {
            throw Errno.EFAULT.raise();
        }
        if (!(task.descriptors().get((int) epfd) instanceof EpollFile epoll)) {
            throw Errno.EINVAL.raise();
        }
        byte[] events = new byte[Math.min(count, BATCH) * EpollFile.EVENT_SIZE];
        try {
            int found = epoll.await(task, events, deadline);
            task.memory().write(address, events, 0, found * EpollFile.EVENT_SIZE);
            return found;
        } catch (SyscallException failure) {
            throw failure.errno() == null
                    ? task.resumeWith(again -> await(again, epfd, address, most, deadline))
                    : failure;
        }
    }

    static long eventfd(Task task, long initial, long a1, long a2, long a3, long a4, long a5) {
        return eventfd2(task, initial, 0, 0, 0, 0, 0);
    }

    static long eventfd2(Task task, long initial, long flags, long a2, long a3, long a4, long a5) {
        requireFlags(flags, CLOEXEC | NONBLOCK | EFD_SEMAPHORE);
        EventFile file = new EventFile((int) initial, (flags & EFD_SEMAPHORE) != 0, (flags & NONBLOCK) != 0);
        return task.descriptors().add(file, (flags & CLOEXEC) != 0);
    }

    static long timerfdCreate(Task task, long clock, long flags, long a2, long a3, long a4, long a5) {
        requireFlags(flags, CLOEXEC | NONBLOCK);
        boolean realtime = switch ((int) clock) {
            case CLOCK_REALTIME, CLOCK_REALTIME_ALARM -> true;
            case CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_BOOTTIME_ALARM -> false;
            default -> throw Errno.EINVAL.raise();
        };
        TimerFile file =
                new TimerFile(task.kernel().clock(), task.kernel().timers(), realtime, (flags & NONBLOCK) != 0);
        return task.descriptors().add(file, (flags & CLOEXEC) != 0);
    }

    static long timerfdSettime(Task task, long fd, long flags, long newAddress, long oldAddress, long a4, long a5) {
        requireFlags(flags, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET);
        UserMemory memory = task.memory();
        memory.check(newAddress, 32, Protection.READ);
        long interval = Timeouts.timespec(memory, newAddress);
        long value = Timeouts.timespec(memory, newAddress + 16);
        TimerFile.Setting old = timer(task, fd).set(value, interval, (flags & TFD_TIMER_ABSTIME) != 0);
        if (oldAddress != 0) {
            put(memory, oldAddress, old);
        }
        return 0;
    }

    static long timerfdGettime(Task task, long fd, long address, long a2, long a3, long a4, long a5) {
        put(task.memory(), address, timer(task, fd).get());
        return 0;
    }

    static long signalfd(Task task, long fd, long set, long size, long a3, long a4, long a5) {
        return signalfd4(task, fd, set, size, 0, 0, 0);
    }

    static long signalfd4(Task task, long fd, long set, long size, long flags, long a4, long a5) {
        requireFlags(flags, CLOEXEC | NONBLOCK);
        if (size != Long.BYTES) {
            throw Errno.EINVAL.raise();
        }
        long wanted = task.memory().getLong(set);
        if ((int) fd == -1) {
            SignalFile file = new SignalFile(task.kernel(), wanted, (flags & NONBLOCK) != 0);
            return task.descriptors().add(file, (flags & CLOEXEC) != 0);
        }
        if (!(task.descriptors().get((int) fd) instanceof SignalFile file)) {
            throw Errno.EINVAL.raise();
        }
        file.setWanted(wanted);
        return (int) fd;
    }

    private static void put(UserMemory memory, long address, TimerFile.Setting setting) {
        TimeSyscalls.putTimespec(memory, address, setting.interval());
        TimeSyscalls.putTimespec(memory, address + 16, setting.left());
    }

    private static TimerFile timer(Task task, long fd) {
        if (task.descriptors().get((int) fd) instanceof TimerFile timer) {
            return timer;
        }
        throw Errno.EINVAL.raise();
    }

    private static void requireFlags(long flags, int known) {
        if ((flags & ~known & 0xffff_ffffL) != 0) {
            throw Errno.EINVAL.raise();
        }
    }
}
