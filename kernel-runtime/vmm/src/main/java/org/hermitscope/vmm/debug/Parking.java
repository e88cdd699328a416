package org.hermitscope.vmm.debug;

import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.debug.Resumption;
import org.hermitscope.kernel.debug.StopEvent;
import org.jspecify.annotations.Nullable;

/// What [RunControl] knows of one guest thread. All fields under its lock.
final class Parking {
    private static final ResumeAction RUN = new ResumeAction.Continue(0);

    final GuestThread thread;
    /// It stands inside [RunControl#stopped].
    boolean parked;
    /// An event that the debugger has not been told of.
    @Nullable
    StopEvent pending;
    /// The event that the thread stands at, told or not.
    @Nullable
    StopEvent current;
    /// What the debugger wants it to do.
    ResumeAction action = RUN;
    /// The action's signal has not been handed on yet.
    boolean signalDue;

    Parking(GuestThread thread) {
        this.thread = thread;
    }

    void act(ResumeAction wanted) {
        action = wanted;
        signalDue = true;
    }

    void runFreely() {
        act(RUN);
        signalDue = false;
    }

    boolean stays() {
        return action instanceof ResumeAction.Stay;
    }

    /// Whether a finished step is within the range that the debugger wants stepped through.
    boolean stepsOn(StopEvent event) {
        return event == StopEvent.Stepped.INSTANCE
                && action instanceof ResumeAction.StepRange range
                && range.contains(thread.state().rip);
    }

    /// How the thread goes on. A signal that nobody decided about is delivered as it is.
    Resumption resumption() {
        StopEvent at = current;
        current = null;
        boolean step = action instanceof ResumeAction.Step || action instanceof ResumeAction.StepRange;
        int signal = 0;
        if (signalDue) {
            signalDue = false;
            int wanted = switch (action) {
                case ResumeAction.Continue run -> run.signal();
                case ResumeAction.Step one -> one.signal();
                case ResumeAction.StepRange _, ResumeAction.Stay _ -> 0;
            };
            signal = wanted == 0 ? 0 : Math.max(0, GdbSignal.toLinux(wanted));
        } else if (at instanceof StopEvent.Signal delivered) {
            signal = delivered.info().number();
        }
        return new Resumption(step, signal);
    }
}
