package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.signal.AlternateStack;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.signal.SignalFrame;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;

/// Carries out what a task's signals ask for, between two instructions of the guest.
final class SignalDelivery {
    /// SYSCALL is two bytes long.
    private static final int SYSCALL_LENGTH = 2;
    private static final int RESTART_SYSCALL = 219;
    private static final int RT_SIGRETURN = 15;

    private final Kernel kernel;
    private final Task task;

    /// The interrupted call that was wound back: its [Restart] result and number, and where it was wound back
    /// to.
    private long restart;

    private long restartRip;
    private int restartNumber;

    SignalDelivery(Kernel kernel, Task task) {
        this.kernel = kernel;
        this.task = task;
    }

    /// Winds an interrupted system call back, so that running on makes it again. Whoever looks at the registers
    /// meanwhile sees the task before the call, and may change them.
    ///
    /// @param result what the call returned
    void afterCall(int number, long result) {
        restart = 0;
        // What rt_sigreturn leaves in RAX is the interrupted program's own, whatever it looks like.
        if (number == RT_SIGRETURN || result < Restart.RESTART_BLOCK.result() || result > Restart.SYS.result()) {
            if (result != Errno.EINTR.result()) {
                // A wait that succeeds delivers nothing that only its own mask let through.
                task.signals().restoreSavedMask();
            }
            return;
        }
        CpuState state = task.state();
        state.rip -= SYSCALL_LENGTH;
        state.gpr[CpuState.RAX] = result == Restart.RESTART_BLOCK.result() ? RESTART_SYSCALL : number;
        restart = result;
        restartRip = state.rip;
        restartNumber = (int) state.gpr[CpuState.RAX];
    }

    /// The guest runs on: an interrupted call is made again and nothing is left to decide.
    void forgetCall() {
        restart = 0;
    }

    /// Does the default action of a signal, or puts a frame for its handler on the stack.
    ///
    /// @return whether a handler will run
    boolean deliver(SignalInfo info) {
        int number = info.number();
        SignalAction action = kernel.signals().actions().get(number);
        kernel.tellSignalled(task, info);
        if (!action.handled()) {
            if (action.handler() == SignalAction.DEFAULT) {
                byDefault(info);
            }
            return false;
        }
        failInterruptedCall(action);
        task.restartable().interrupt();
        TaskSignals signals = task.signals();
        CpuState state = task.state();
        AlternateStack stack = signals.stack();
        long mask = signals.mask();
        long saved = signals.takeMaskToSave();
        if (!SignalFrame.push(state, task.memory(), info, action, stack, saved, signals.trap())) {
            frameFailed(info);
            return false;
        }
        if ((stack.flags() & AlternateStack.AUTODISARM) != 0) {
            signals.setStack(AlternateStack.NONE);
        }
        if ((action.flags() & SignalAction.RESETHAND) != 0) {
            SignalAction _ = kernel.signals().actions().set(number, action.reset());
        }
        long held = mask | action.mask();
        signals.setMask((action.flags() & SignalAction.NODEFER) != 0 ? held : held | Signal.bit(number));
        return true;
    }

    /// A handler makes an interrupted call fail with EINTR, unless both agree that it is made again.
    private void failInterruptedCall(SignalAction action) {
        CpuState state = task.state();
        boolean untouched = state.rip == restartRip && (int) state.gpr[CpuState.RAX] == restartNumber;
        boolean again = restart == Restart.NOINTR.result()
                || restart == Restart.SYS.result() && (action.flags() & SignalAction.RESTART) != 0;
        if (restart != 0 && untouched && !again) {
            state.rip += SYSCALL_LENGTH;
            state.gpr[CpuState.RAX] = Errno.EINTR.result();
        }
        restart = 0;
    }

    private void byDefault(SignalInfo info) {
        int number = info.number();
        switch (Signal.defaultAction(number)) {
            case IGNORE, CONTINUE -> {
                // CONT has done its work when it was sent.
            }
            case STOP -> {
                if (number != Signal.STOP) {
                    // The process has no parent that could continue it: its process group is orphaned, and the
                    // terminal's stop signals do nothing there (kernel/signal.c, get_signal).
                    return;
                }
                kernel.groupStop().stop();
                kernel.log().note("stopped by " + Signal.name(number) + "; SIGCONT lets it go on");
                for (Task other : kernel.tasks()) {
                    other.post(Work.SIGNAL);
                }
            }
            case TERMINATE -> kill(info, false);
            case CORE -> kill(info, true);
        }
    }

    private void kill(SignalInfo info, boolean core) {
        // A frame that could not be written is nobody's access; the trap before it says nothing about it.
        boolean accessed = info.isFault() && info.code() != SignalInfo.SI_KERNEL;
        ExitStatus.Access access = accessed ? FaultSignals.access(task.signals().trap()) : ExitStatus.Access.NONE;
        kernel.kill(new ExitStatus.Killed(info, core, task.state().rip, access));
    }

    /// A frame that cannot be written is a SIGSEGV, and a second one kills (force_sigsegv).
    private void frameFailed(SignalInfo info) {
        SignalInfo cause = info.number() == Signal.SEGV ? info : SignalInfo.kernel(Signal.SEGV);
        if (info.number() == Signal.SEGV) {
            SignalAction _ = kernel.signals().actions().set(Signal.SEGV, SignalAction.INITIAL);
            kill(cause, true);
            return;
        }
        kernel.signals().force(task, cause);
    }
}
