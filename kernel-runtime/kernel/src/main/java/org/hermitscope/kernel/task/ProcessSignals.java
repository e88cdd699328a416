package org.hermitscope.kernel.task;

import org.hermitscope.kernel.signal.PendingSignals;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.signal.SignalActions;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.signal.SignalQuota;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.jspecify.annotations.Nullable;

/// Signals of the process: actions, what waits for any of its tasks, and the ways in. Any thread may send.
public final class ProcessSignals {
    private final Kernel kernel;
    private final SignalActions actions = new SignalActions();
    private final SignalQuota quota;
    private final PendingSignals pending;
    private final WaitQueue arrivals = new WaitQueue();

    ProcessSignals(Kernel kernel) {
        this.kernel = kernel;
        this.quota = new SignalQuota(() -> kernel.limits().effective(ResourceLimits.SIGPENDING));
        this.pending = new PendingSignals(quota);
    }

    SignalQuota quota() {
        return quota;
    }

    public SignalActions actions() {
        return actions;
    }

    /// What waits for any task of the process.
    public PendingSignals pending() {
        return pending;
    }

    /// Told whenever a signal becomes pending: sigtimedwait(2), signalfd.
    public WaitQueue arrivals() {
        return arrivals;
    }

    /// Sets an action, and forgets pending signals that it makes ignored (man 7 signal).
    ///
    /// @return the action before
    public SignalAction setAction(int number, SignalAction action) {
        SignalAction old = actions.set(number, action);
        if (action.ignores(number)) {
            long bit = Signal.bit(number);
            pending.remove(bit);
            for (Task task : kernel.tasks()) {
                task.signals().pending().remove(bit);
            }
        }
        return old;
    }

    /// Sends a signal to one task.
    ///
    /// @return false when too many real-time signals wait
    public boolean send(Task task, SignalInfo info) {
        prepare(info.number());
        if (isDropped(info.number(), task)) {
            return true;
        }
        boolean added = task.signals().pending().add(info);
        arrivals.wake();
        if ((task.signals().mask() & Signal.bit(info.number())) == 0) {
            task.post(Work.SIGNAL);
        }
        return added;
    }

    /// Sends a signal to the process: to the first task that takes it, the main task before others.
    ///
    /// @return false when too many real-time signals wait
    public boolean send(SignalInfo info) {
        prepare(info.number());
        Task taker = takerOf(info.number());
        if (isDropped(info.number(), taker)) {
            return true;
        }
        boolean added = pending.add(info);
        arrivals.wake();
        if (taker != null) {
            taker.post(Work.SIGNAL);
        }
        return added;
    }

    /// A task no longer takes what waits for the process: the others look whether they do.
    void retarget(Task from) {
        for (Task task : kernel.tasks()) {
            if (task != from && !task.ended() && task.signals().deliverable()) {
                task.post(Work.SIGNAL);
            }
        }
    }

    /// A signal that an instruction caused. One that is held back or ignored kills (force_sig_info in
    /// kernel/signal.c).
    public void force(Task task, SignalInfo info) {
        int number = info.number();
        TaskSignals signals = task.signals();
        boolean blocked = (signals.mask() & Signal.bit(number)) != 0;
        if (blocked || actions.get(number).handler() == SignalAction.IGNORE) {
            actions.set(number, SignalAction.INITIAL);
            signals.setMask(signals.mask() & ~Signal.bit(number));
        }
        boolean _ = signals.pending().add(info);
        task.post(Work.SIGNAL);
    }

    /// What sending does before anything else: CONT wakes a stopped process whether it is held back or not, and stop
    /// signals and CONT cancel each other.
    private void prepare(int number) {
        if (number == Signal.CONT) {
            forget(Signal.STOPPING);
            kernel.continueStopped();
        } else if (number == Signal.KILL) {
            kernel.continueStopped();
        } else if ((Signal.bit(number) & Signal.STOPPING) != 0) {
            forget(Signal.bit(Signal.CONT));
        }
    }

    private void forget(long set) {
        pending.remove(set);
        for (Task task : kernel.tasks()) {
            task.signals().pending().remove(set);
        }
    }

    /// An ignored signal vanishes, unless it is held back (the action may change) or a debugger wants to see it.
    private boolean isDropped(int number, @Nullable Task task) {
        return actions.get(number).ignores(number)
                && kernel.supervisor() == null
                && task != null
                && (task.signals().mask() & Signal.bit(number)) == 0;
    }

    private @Nullable Task takerOf(int number) {
        for (Task task : kernel.tasks()) {
            if (!task.ended() && (task.signals().mask() & Signal.bit(number)) == 0) {
                return task;
            }
        }
        return null;
    }
}
