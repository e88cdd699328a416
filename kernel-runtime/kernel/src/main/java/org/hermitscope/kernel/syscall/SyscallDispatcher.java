package org.hermitscope.kernel.syscall;

import java.util.Arrays;
import java.util.BitSet;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.task.SystemCalls;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.CpuState;
import org.jspecify.annotations.Nullable;

/// From registers to a handler and back. The only place where a [SyscallException] becomes a result.
public final class SyscallDispatcher implements SystemCalls {
    private static final SyscallObserver[] NOBODY = {};

    private final SyscallTable table;
    private final BitSet noted = new BitSet();
    private volatile SyscallObserver[] observers = NOBODY;

    public SyscallDispatcher(SyscallTable table) {
        this.table = table;
    }

    public SyscallTable table() {
        return table;
    }

    /// Lets someone see the calls from the next one on. Any thread may call it.
    public synchronized void addObserver(SyscallObserver observer) {
        SyscallObserver[] grown = Arrays.copyOf(observers, observers.length + 1);
        grown[observers.length] = observer;
        observers = grown;
    }

    /// Ends what [#addObserver] began.
    public synchronized void removeObserver(SyscallObserver observer) {
        SyscallObserver[] kept = new SyscallObserver[observers.length];
        int count = 0;
        for (SyscallObserver each : observers) {
            if (!each.equals(observer)) {
                kept[count++] = each;
            }
        }
        observers = Arrays.copyOf(kept, count);
    }

    @Override
    public void serve(Task task) {
        long[] gpr = task.state().gpr;
        // Linux looks at the lower half of RAX only.
        int number = (int) gpr[CpuState.RAX];
        SyscallEntry entry = table.entry(number);
        task.setCall(number);
        SyscallObserver[] watching = observers;
        long result = watching.length == 0
                ? call(task, number, entry, gpr)
                : callObserved(task, number, entry, gpr, watching);
        task.setCall(-1);
        gpr[CpuState.RAX] = result;
    }

    private long callObserved(
            Task task, int number, @Nullable SyscallEntry entry, long[] gpr, SyscallObserver[] watching) {
        long[] arguments = {
            gpr[CpuState.RDI],
            gpr[CpuState.RSI],
            gpr[CpuState.RDX],
            gpr[CpuState.R10],
            gpr[CpuState.R8],
            gpr[CpuState.R9]
        };
        for (SyscallObserver observer : watching) {
            observer.entered(task, number, entry, arguments);
        }
        long result = call(task, number, entry, gpr);
        for (SyscallObserver observer : watching) {
            observer.left(task, number, entry, arguments, result);
        }
        return result;
    }

    private long call(Task task, int number, @Nullable SyscallEntry entry, long[] gpr) {
        if (entry == null) {
            noteOnce(task, number, "no such system call");
            return Errno.ENOSYS.result();
        }
        try {
            return entry.handler()
                    .call(
                            task,
                            gpr[CpuState.RDI],
                            gpr[CpuState.RSI],
                            gpr[CpuState.RDX],
                            gpr[CpuState.R10],
                            gpr[CpuState.R8],
                            gpr[CpuState.R9]);
        } catch (SyscallException failure) {
            if (entry.handler() instanceof SyscallTable.Refusal refusal && refusal.isTold()) {
                noteOnce(task, number, entry.note());
            }
            return failure.result();
        } catch (OutOfMemoryError hostIsFull) {
            return Errno.ENOMEM.result();
        } catch (RuntimeException | StackOverflowError mistake) {
            // A mistake of ours must not take the guest down; it is told to the user, not hidden.
            noteOnce(task, number, "failed inside the kernel: " + mistake);
            return Errno.EIO.result();
        }
    }

    private synchronized void noteOnce(Task task, int number, String why) {
        int index = number & 0x7fff_ffff;
        if (index > SyscallTable.LAST) {
            index = SyscallTable.LAST + 1;
        }
        if (!noted.get(index)) {
            noted.set(index);
            task.kernel().log().note("system call " + table.name(number) + " (" + number + "): " + why);
        }
    }
}
