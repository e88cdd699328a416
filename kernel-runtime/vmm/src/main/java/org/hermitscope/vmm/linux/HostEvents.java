package org.hermitscope.vmm.linux;

import java.util.concurrent.TimeUnit;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.vmm.debug.RunControl;
import org.hermitscope.vmm.guest.GuestView;

/// What the host does to the guest: Ctrl-C, the request to end, a changed window size.
final class HostEvents {
    /// Two Ctrl-C within this time end a guest, whatever it makes of them.
    private static final long IMPATIENCE = TimeUnit.SECONDS.toNanos(2);
    /// How long a guest that is asked to end may take.
    private static final long GRACE_MILLIS = 5000;

    private final Kernel kernel;
    private final RunControl control;
    private final Runnable leave;
    private long lastInterrupt;
    private boolean interrupted;

    private HostEvents(Kernel kernel, RunControl control, Runnable leave) {
        this.kernel = kernel;
        this.control = control;
        this.leave = leave;
    }

    /// @param leave ends what goes on after the guest's end
    static void connect(Kernel kernel, RunControl control, HostTerminal terminal, Runnable leave) {
        HostEvents events = new HostEvents(kernel, control, leave);
        boolean installed = HostSignals.handle("INT", events::interrupt);
        if (installed) {
            HostSignals.handle("TERM", () -> events.end(Signal.TERM));
            HostSignals.handle("HUP", () -> events.end(Signal.HUP));
            HostSignals.handle("WINCH", () -> kernel.interrupt(Signal.WINCH));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(terminal::restore, "terminal-restore"));
    }

    /// A guest that a debugger or the monitor holds cannot answer.
    private boolean isHeld() {
        return control.status() != GuestView.Status.RUNNING;
    }

    /// Ctrl-C is the guest's; a second one ends a guest that does not care.
    private synchronized void interrupt() {
        long now = System.nanoTime();
        SignalAction action = kernel.signals().actions().get(Signal.INT);
        boolean ignored = action.handler() == SignalAction.IGNORE;
        boolean again = isHeld() || interrupted && (ignored || now - lastInterrupt < IMPATIENCE);
        interrupted = true;
        lastInterrupt = now;
        if (again) {
            kill(Signal.INT);
        } else {
            kernel.interrupt(Signal.INT);
        }
    }

    private void end(int signal) {
        if (isHeld()) {
            kill(signal);
            return;
        }
        kernel.interrupt(signal);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(GRACE_MILLIS);
                kill(signal);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void kill(int signal) {
        boolean over = control.status() == GuestView.Status.SHUTDOWN;
        kernel.kill(new ExitStatus.Killed(SignalInfo.kernel(signal), false, 0, ExitStatus.Access.NONE));
        control.release();
        if (over) {
            leave.run();
        }
    }
}
