package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.signal.AlternateStack;
import org.hermitscope.kernel.signal.PendingSignals;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalFrame;
import org.hermitscope.kernel.signal.SignalInfo;
import org.jspecify.annotations.Nullable;

/// The signal state of one task: mask, what is pending for it alone, its alternate stack.
public final class TaskSignals {
    private final Task task;
    private final PendingSignals pending;
    private volatile long mask;
    private @Nullable Long savedMask;
    private AlternateStack stack;
    private SignalFrame.Trap trap = SignalFrame.Trap.NONE;

    TaskSignals(Task task) {
        this.task = task;
        this.pending = new PendingSignals(task.kernel().signals().quota());
        // A program begins with flags of 0, a thread with SS_DISABLE, as their handlers' uc_stack shows.
        this.stack = task.tid() == task.pid() ? new AlternateStack(0, 0, 0) : AlternateStack.NONE;
    }

    /// Signals held back, bit 0 for signal 1.
    public long mask() {
        return mask;
    }

    /// Sets the mask. KILL and STOP leave it silently.
    public void setMask(long wanted) {
        long next = wanted & ~Signal.UNMASKABLE;
        if (next == mask) {
            return;
        }
        long newlyHeld = next & ~mask;
        mask = next;
        if ((task.kernel().signals().pending().set() & newlyHeld) != 0) {
            task.kernel().signals().retarget(task);
        }
        if (deliverable()) {
            task.post(Work.SIGNAL);
        }
    }

    /// Sets a mask for the length of a wait (sigsuspend, ppoll): what was set before comes back when the task leaves
    /// its
    /// system call, after any handler.
    public void setMaskUntilReturn(long wanted) {
        if (savedMask == null) {
            savedMask = mask;
        }
        setMask(wanted);
    }

    /// The mask that a frame saves, which is the one that [#setMaskUntilReturn] replaced, if it did.
    long takeMaskToSave() {
        Long saved = savedMask;
        savedMask = null;
        return saved == null ? mask : saved;
    }

    /// No handler ran: the mask of before comes back.
    void restoreSavedMask() {
        Long saved = savedMask;
        if (saved != null) {
            savedMask = null;
            setMask(saved);
        }
    }

    /// What waits for this task alone.
    public PendingSignals pending() {
        return pending;
    }

    /// Whether anything waits that the mask lets through.
    public boolean deliverable() {
        return ((pending.set() | task.kernel().signals().pending().set()) & ~mask) != 0;
    }

    public AlternateStack stack() {
        return stack;
    }

    public void setStack(AlternateStack wanted) {
        stack = wanted;
    }

    /// Sets the alternate stack as sigaltstack(2) does.
    ///
    /// @param rsp the stack pointer: a stack in use cannot be changed (EPERM)
    public void changeStack(AlternateStack wanted, long rsp) {
        if (stack.size() != 0 && stack.holds(rsp)) {
            throw Errno.EPERM.raise();
        }
        int mode = wanted.flags() & ~AlternateStack.AUTODISARM;
        if (mode != 0 && mode != AlternateStack.DISABLE && mode != AlternateStack.ONSTACK) {
            throw Errno.EINVAL.raise();
        }
        if (mode == AlternateStack.DISABLE) {
            stack = new AlternateStack(0, 0, wanted.flags());
            return;
        }
        if (Long.compareUnsigned(wanted.size(), AlternateStack.MINIMUM) < 0) {
            throw Errno.ENOMEM.raise();
        }
        stack = wanted;
    }

    /// The last exception the task took.
    SignalFrame.Trap trap() {
        return trap;
    }

    void setTrap(SignalFrame.Trap last) {
        trap = last;
    }

    void raiseBrokenPipe() {
        task.kernel().signals().send(task, SignalInfo.user(Signal.PIPE, SignalInfo.SI_USER, task.pid(), 0));
    }

    /// The next signal to deliver, this task's own before the process's.
    @Nullable
    SignalInfo take() {
        SignalInfo own = pending.take(~mask);
        return own != null ? own : task.kernel().signals().pending().take(~mask);
    }
}
