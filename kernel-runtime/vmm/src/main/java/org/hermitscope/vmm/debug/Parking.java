package org.hermitscope.vmm.debug;

import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.debug.Resumption;
import org.hermitscope.kernel.debug.StopEvent;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.jspecify.annotations.Nullable;

/// What [RunControl] knows of one guest thread. All fields under its lock.
final class Parking {
    private static final ResumeAction RUN = new ResumeAction.Continue(0);

    // si_code of SIGTRAP (man 2 sigaction, man 2 ptrace).
    private static final int TRAP_TRACE = 2;
    private static final int TRAP_HWBKPT = 4;
    private static final int SYSCALL_STOP = 0x80;

    final GuestThread thread;
    /// It stands inside [RunControl#stopped].
    boolean parked;
    /// An event that the debugger has not been told of.
    @Nullable
    StopEvent pending;
    /// The event that the thread stands at, told or not.
    @Nullable
    StopEvent current;
    /// What the debugger has put in place of the details it was told.
    @Nullable
    SignalInfo replaced;

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

    /// Stands at an event.
    void park(StopEvent event) {
        parked = true;
        current = event;
        replaced = null;
    }

    /// The siginfo_t of the stop, as ptrace(2) tells it: every stop is a signal there.
    SignalInfo details() {
        SignalInfo written = replaced;
        if (written != null) {
            return written;
        }
        return switch (current) {
            case StopEvent.Signal signal -> signal.info();
            case StopEvent.Breakpoint _ -> SignalInfo.fault(Signal.TRAP, SignalInfo.SI_KERNEL, 0);
            case StopEvent.WatchpointHit _ -> SignalInfo.fault(Signal.TRAP, TRAP_HWBKPT, thread.state().rip);
            case StopEvent.Stepped _ -> SignalInfo.fault(Signal.TRAP, TRAP_TRACE, thread.state().rip);
            case StopEvent.SyscallEntry _, StopEvent.SyscallReturn _ ->
                SignalInfo.fault(Signal.TRAP, Signal.TRAP | SYSCALL_STOP, 0);
            case StopEvent.Requested _ -> SignalInfo.user(Signal.INT, SignalInfo.SI_USER, 0, 0);
            case StopEvent.Started _ -> SignalInfo.user(Signal.TRAP, SignalInfo.SI_USER, 0, 0);
            case null -> SignalInfo.user(Signal.TRAP, SignalInfo.SI_USER, 0, 0);
        };
    }

    /// Whether it is the program that a signal is meant for. Those that report a stop are the debugger's, and what
    /// it makes of a call that it had the program make ends with a signal as well.
    private static boolean isProgramsOwn(SignalInfo info) {
        return switch (info.number()) {
            case Signal.TRAP -> info.code() < 0;
            case Signal.INT -> info.code() != SignalInfo.SI_USER || info.pid() != 0;
            default -> true;
        };
    }

    /// How the thread goes on. A signal that nobody decided about is delivered as it is.
    Resumption resumption() {
        boolean undecided = current instanceof StopEvent.Signal;
        SignalInfo details = details();
        SignalInfo written = replaced;
        current = null;
        replaced = null;
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
        } else if (undecided && (written == null || isProgramsOwn(details))) {
            signal = details.number();
        }
        return new Resumption(step, signal, written != null && written.number() == signal ? written : null);
    }
}
