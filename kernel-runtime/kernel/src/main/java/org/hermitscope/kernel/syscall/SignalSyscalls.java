package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.signal.AlternateStack;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.signal.SignalFrame;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Identity;
import org.hermitscope.kernel.task.Resumable;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.task.TaskSignals;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.machine.CpuState;
import org.jspecify.annotations.Nullable;

/// Signals: actions, masks, sending, waiting, and the way back from a handler.
final class SignalSyscalls {
    private static final int SET_SIZE = 8;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_UNBLOCK = 1;
    private static final int SIG_SETMASK = 2;

    private SignalSyscalls() {}

    static long sigaction(Task task, long number, long newAddress, long oldAddress, long setSize, long a4, long a5) {
        requireSetSize(setSize);
        int signal = (int) number;
        boolean fixed = signal == Signal.KILL || signal == Signal.STOP;
        if (!Signal.valid(signal) || fixed && newAddress != 0) {
            throw Errno.EINVAL.raise();
        }
        SignalAction old = task.kernel().signals().actions().get(signal);
        if (newAddress != 0) {
            byte[] structure = task.memory().read(newAddress, 32);
            SignalAction action = new SignalAction(
                    LittleEndian.getLong(structure, 0),
                    LittleEndian.getLong(structure, 8) & SignalAction.KNOWN,
                    LittleEndian.getLong(structure, 16),
                    LittleEndian.getLong(structure, 24) & ~Signal.UNMASKABLE);
            old = task.kernel().signals().setAction(signal, action);
        }
        if (oldAddress != 0) {
            byte[] structure = new byte[32];
            LittleEndian.putLong(structure, 0, old.handler());
            LittleEndian.putLong(structure, 8, old.flags());
            LittleEndian.putLong(structure, 16, old.restorer());
            LittleEndian.putLong(structure, 24, old.mask());
            task.memory().write(oldAddress, structure, 0, structure.length);
        }
        return 0;
    }

    static long sigprocmask(Task task, long how, long newAddress, long oldAddress, long setSize, long a4, long a5) {
        requireSetSize(setSize);
        TaskSignals signals = task.signals();
        long old = signals.mask();
        if (newAddress != 0) {
            long set = task.memory().getLong(newAddress);
            signals.setMask(
                    switch ((int) how) {
                        case SIG_BLOCK -> old | set;
                        case SIG_UNBLOCK -> old & ~set;
                        case SIG_SETMASK -> set;
                        default -> throw Errno.EINVAL.raise();
                    });
        }
        if (oldAddress != 0) {
            task.memory().putLong(oldAddress, old);
        }
        return 0;
    }

    static long sigpending(Task task, long address, long setSize, long a2, long a3, long a4, long a5) {
        if (Long.compareUnsigned(setSize, SET_SIZE) > 0) {
            throw Errno.EINVAL.raise();
        }
        TaskSignals signals = task.signals();
        long set = (signals.pending().set() | task.kernel().signals().pending().set()) & signals.mask();
        byte[] bytes = new byte[SET_SIZE];
        LittleEndian.putLong(bytes, 0, set);
        task.memory().write(address, bytes, 0, (int) setSize);
        return 0;
    }

    static long sigsuspend(Task task, long address, long setSize, long a2, long a3, long a4, long a5) {
        requireSetSize(setSize);
        task.signals().setMaskUntilReturn(task.memory().getLong(address));
        return waitForHandler(task);
    }

    static long pause(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return waitForHandler(task);
    }

    private static long waitForHandler(Task task) {
        try {
            task.blocking().sleepUntil(Blocking.FOREVER);
            throw new AssertionError("a sleep without end has ended");
        } catch (SyscallException wantedElsewhere) {
            throw Restart.NOHAND.raise();
        }
    }

    static long sigtimedwait(Task task, long set, long info, long timeout, long setSize, long a4, long a5) {
        requireSetSize(setSize);
        long wanted = task.memory().getLong(set) & ~Signal.UNMASKABLE;
        long nanos = Timeouts.timespec(task.memory(), timeout);
        SignalInfo found = await(task, wanted, Timeouts.deadline(task, nanos));
        if (found == null) {
            throw Errno.EAGAIN.raise();
        }
        if (info != 0) {
            task.memory().write(info, found.bytes(), 0, SignalInfo.SIZE);
        }
        return found.number();
    }

    /// Takes the first of the wanted signals, waiting for it. Signals are usually held back by their waiter, so that
    /// nothing else takes them.
    private static @Nullable SignalInfo await(Task task, long wanted, long deadline) {
        WaitQueue arrivals = task.kernel().signals().arrivals();
        arrivals.add(task.blocking());
        try {
            while (true) {
                task.blocking().prepare();
                SignalInfo info = takeOne(task, wanted);
                if (info != null) {
                    return info;
                }
                if (!task.blocking().park(deadline)) {
                    return takeOne(task, wanted);
                }
            }
        } catch (SyscallException wantedElsewhere) {
            SignalInfo info = takeOne(task, wanted);
            if (info != null) {
                return info;
            }
            throw Restart.NOHAND.raise();
        } finally {
            arrivals.remove(task.blocking());
        }
    }

    private static @Nullable SignalInfo takeOne(Task task, long wanted) {
        SignalInfo own = task.signals().pending().take(wanted);
        return own != null ? own : task.kernel().signals().pending().take(wanted);
    }

    static long sigreturn(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        CpuState state = task.state();
        SignalFrame.Restored restored = SignalFrame.pop(state, task.memory());
        if (restored == null) {
            task.kernel().signals().force(task, SignalInfo.kernel(Signal.SEGV));
            return 0;
        }
        task.signals().setMask(restored.mask());
        try {
            task.signals().changeStack(restored.stack(), state.gpr[CpuState.RSP]);
        } catch (SyscallException unfit) {
            // Linux ignores what a handler wrote there (restore_altstack).
        }
        return state.gpr[CpuState.RAX];
    }

    static long sigaltstack(Task task, long newAddress, long oldAddress, long a2, long a3, long a4, long a5) {
        UserMemory memory = task.memory();
        TaskSignals signals = task.signals();
        long rsp = task.state().gpr[CpuState.RSP];
        AlternateStack old = signals.stack();
        if (newAddress != 0) {
            byte[] structure = memory.read(newAddress, 24);
            signals.changeStack(
                    new AlternateStack(
                            LittleEndian.getLong(structure, 0),
                            LittleEndian.getLong(structure, 16),
                            LittleEndian.getInt(structure, 8)),
                    rsp);
        }
        if (oldAddress != 0) {
            byte[] structure = new byte[24];
            LittleEndian.putLong(structure, 0, old.base());
            LittleEndian.putInt(structure, 8, old.flagsAt(rsp));
            LittleEndian.putLong(structure, 16, old.size());
            memory.write(oldAddress, structure, 0, structure.length);
        }
        return 0;
    }

    static long kill(Task task, long pid, long number, long a2, long a3, long a4, long a5) {
        int target = (int) pid;
        requireSignalOrZero(number);
        boolean self =
                target == 0 || target == -task.pid() || task.kernel().task(target) != null || target == task.pid();
        if (!self) {
            throw Errno.ESRCH.raise();
        }
        if (number != 0) {
            boolean _ = task.kernel().signals().send(sent(task, (int) number, SignalInfo.SI_USER));
        }
        return 0;
    }

    static long tkill(Task task, long tid, long number, long a2, long a3, long a4, long a5) {
        if ((int) tid <= 0) {
            throw Errno.EINVAL.raise();
        }
        return sendTo(task, (int) tid, number);
    }

    static long tgkill(Task task, long pid, long tid, long number, long a3, long a4, long a5) {
        if ((int) tid <= 0 || (int) pid <= 0) {
            throw Errno.EINVAL.raise();
        }
        if ((int) pid != task.pid()) {
            throw Errno.ESRCH.raise();
        }
        return sendTo(task, (int) tid, number);
    }

    private static long sendTo(Task task, int tid, long number) {
        requireSignalOrZero(number);
        Task target = task.kernel().task(tid);
        if (target == null) {
            throw Errno.ESRCH.raise();
        }
        if (number != 0 && !task.kernel().signals().send(target, sent(task, (int) number, SignalInfo.SI_TKILL))) {
            throw Errno.EAGAIN.raise();
        }
        return 0;
    }

    static long sigqueueinfo(Task task, long pid, long number, long info, long a3, long a4, long a5) {
        SignalInfo queued = queued(task, number, info, task.kernel().task((int) pid) != null);
        if (task.kernel().task((int) pid) == null) {
            throw Errno.ESRCH.raise();
        }
        if (number != 0 && !task.kernel().signals().send(queued)) {
            throw Errno.EAGAIN.raise();
        }
        return 0;
    }

    static long tgsigqueueinfo(Task task, long pid, long tid, long number, long info, long a4, long a5) {
        if ((int) pid <= 0 || (int) tid <= 0) {
            throw Errno.EINVAL.raise();
        }
        SignalInfo queued = queued(task, number, info, (int) tid == task.tid());
        Task target = task.kernel().task((int) tid);
        if ((int) pid != task.pid() || target == null) {
            throw Errno.ESRCH.raise();
        }
        if (number != 0 && !task.kernel().signals().send(target, queued)) {
            throw Errno.EAGAIN.raise();
        }
        return 0;
    }

    /// Only the sender itself may be told that the kernel or kill(2) sent it (man 2 rt_sigqueueinfo).
    private static SignalInfo queued(Task task, long number, long address, boolean toSelf) {
        byte[] structure = task.memory().read(address, SignalInfo.SIZE);
        requireSignalOrZero(number);
        SignalInfo info = SignalInfo.of((int) number, structure);
        if (!toSelf && (info.code() >= 0 || info.code() == SignalInfo.SI_TKILL)) {
            throw Errno.EPERM.raise();
        }
        return info;
    }

    private static SignalInfo sent(Task task, int number, int code) {
        return SignalInfo.user(
                number, code, task.pid(), task.kernel().identity().user(Identity.REAL));
    }

    /// Goes on with an interrupted call that had a timeout.
    static long restartSyscall(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        Resumable rest = task.takeInterrupted();
        if (rest == null) {
            throw Errno.EINTR.raise();
        }
        return rest.resume(task);
    }

    private static void requireSetSize(long size) {
        if (size != SET_SIZE) {
            throw Errno.EINVAL.raise();
        }
    }

    private static void requireSignalOrZero(long number) {
        if ((int) number < 0 || (int) number > Signal.LAST) {
            throw Errno.EINVAL.raise();
        }
    }
}
