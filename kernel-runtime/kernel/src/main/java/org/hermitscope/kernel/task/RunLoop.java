package org.hermitscope.kernel.task;

import org.hermitscope.kernel.debug.Resumption;
import org.hermitscope.kernel.debug.StopEvent;
import org.hermitscope.kernel.debug.Supervisor;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.jspecify.annotations.Nullable;

/// One task's life on its host thread: run the vCPU, see why it came back, go on.
final class RunLoop implements Runnable {
    private final Kernel kernel;
    private final Task task;
    private final Vcpu vcpu;
    private final SystemCalls calls;
    private final SignalDelivery delivery;
    private final GuestPasses passes;
    private boolean stepping;

    RunLoop(Kernel kernel, Task task) {
        this.kernel = kernel;
        this.task = task;
        this.vcpu = task.vcpu();
        this.calls = kernel.systemCalls();
        this.delivery = new SignalDelivery(kernel, task);
        this.passes = task.passes();
    }

    @Override
    public void run() {
        task.setThread(Thread.currentThread());
        try {
            kernel.processors().acquire(task);
            if (kernel.supervisor() != null) {
                stop(StopEvent.Started.INSTANCE);
            }
            while (!task.ended()) {
                if (task.work() != 0 && seeToWork()) {
                    continue;
                }
                if (task.turn().takeResumed()) {
                    resume();
                    continue;
                }
                delivery.forgetCall();
                passes.enter();
                VcpuExit exit = vcpu.run(stepping ? 1 : Long.MAX_VALUE);
                passes.leave();
                handle(exit);
            }
        } catch (RuntimeException | Error failure) {
            StackTraceElement[] trace = failure.getStackTrace();
            kernel.log().note("the kernel failed: " + failure + (trace.length > 0 ? " at " + trace[0] : ""));
            kernel.kill(new ExitStatus.Killed(
                    SignalInfo.kernel(Signal.ABRT), false, task.state().rip, ExitStatus.Access.NONE));
        } finally {
            TaskExit.leave(kernel, task);
        }
    }

    /// The task has got a processor, perhaps another one than before.
    private void resume() {
        task.state().tscAux = task.processor();
        task.restartable().resume();
    }

    private void handle(VcpuExit exit) {
        if (exit == VcpuExit.Syscall.INSTANCE) {
            // The usual case; and a program that meets no other spares its start-up the linking of the switch.
            serve();
            return;
        }
        switch (exit) {
            case VcpuExit.Syscall _ -> serve();
            case VcpuExit.Interrupted _ -> {
                // What for is in the work bits.
            }
            case VcpuExit.LimitReached _ -> stop(StopEvent.Stepped.INSTANCE);
            case VcpuExit.Breakpoint point -> stop(new StopEvent.Breakpoint(point.linear()));
            case VcpuExit.WatchpointHit hit -> stop(new StopEvent.WatchpointHit(hit.linear(), hit.point()));
            case VcpuExit.Fault fault -> fault(fault);
            // A ring 3 program's HLT is a #GP, and nothing it does can raise a triple fault: an engine's mistake.
            case VcpuExit.Halted _ -> fault(new VcpuExit.Fault(Vector.GP, 0, 0, false));
            case VcpuExit.TripleFault triple ->
                fault(new VcpuExit.Fault(triple.vector(), triple.errorCode(), 0, false));
        }
    }

    private void serve() {
        int number = (int) task.state().gpr[CpuState.RAX];
        Supervisor supervisor = kernel.supervisor();
        boolean reported = supervisor != null && supervisor.wantsSyscall(number);
        if (reported) {
            stop(new StopEvent.SyscallEntry(number));
            number = (int) task.state().gpr[CpuState.RAX];
        }
        calls.serve(task);
        delivery.afterCall(number, task.state().gpr[CpuState.RAX]);
        if (task.ended()) {
            return;
        }
        if (reported) {
            stop(new StopEvent.SyscallReturn(number));
        } else if (stepping) {
            stop(StopEvent.Stepped.INSTANCE);
        }
    }

    private void fault(VcpuExit.Fault fault) {
        if (fault.vector() == Vector.PF && kernel.space().supply(fault.address(), FaultSignals.wanted(fault))) {
            return;
        }
        if (FaultSignals.isFetch(fault) && Vsyscall.serve(task, calls, fault.address())) {
            return;
        }
        CpuState state = task.state();
        task.signals().setTrap(FaultSignals.trap(kernel, fault, task.signals().trap()));
        if (fault.vector() == Vector.PF) {
            state.cr2 = fault.address();
        }
        SignalInfo info = FaultSignals.signal(kernel, state, fault);
        if (info != null) {
            kernel.signals().force(task, info);
        }
    }

    /// Sees to everything that waits.
    ///
    /// @return whether to look again before the guest runs
    private boolean seeToWork() {
        int work = task.work();
        if ((work & Work.EXIT) != 0) {
            task.end(0);
            return true;
        }
        if ((work & Work.STOP) != 0) {
            task.clearWork(Work.STOP);
            if (kernel.supervisor() != null) {
                stop(StopEvent.Requested.INSTANCE);
            }
            return true;
        }
        if ((work & Work.YIELD) != 0) {
            task.clearWork(Work.YIELD);
            boolean _ = kernel.processors().yieldTo(task);
        }
        if ((work & Work.SIGNAL) != 0) {
            task.clearWork(Work.SIGNAL);
            deliverSignals();
            return true;
        }
        return false;
    }

    private void deliverSignals() {
        if (kernel.groupStop().isStopped()) {
            waitForContinue();
        }
        boolean handlerRuns = false;
        while (!kernel.ending() && !kernel.groupStop().isStopped()) {
            SignalInfo info = task.signals().take();
            if (info == null) {
                break;
            }
            info = decide(info);
            if (info != null) {
                handlerRuns |= delivery.deliver(info);
            }
        }
        task.signals().restoreSavedMask();
        if (handlerRuns && stepping) {
            stop(StopEvent.Stepped.INSTANCE);
        }
    }

    private void waitForContinue() {
        task.sleeps();
        try {
            kernel.groupStop().await(task);
        } finally {
            task.awakes();
        }
        task.post(Work.SIGNAL);
    }

    /// Lets the debugger decide about a signal; KILL is nobody's to decide.
    private @Nullable SignalInfo decide(SignalInfo info) {
        Supervisor supervisor = kernel.supervisor();
        if (supervisor == null || info.number() == Signal.KILL) {
            return info;
        }
        Resumption resumption = ask(supervisor, new StopEvent.Signal(info));
        if (resumption.signal() == 0) {
            return null;
        }
        boolean same = resumption.details() == null && resumption.signal() == info.number();
        return same ? info : fromDebugger(resumption);
    }

    private SignalInfo fromDebugger(Resumption resumption) {
        SignalInfo details = resumption.details();
        return details != null ? details : SignalInfo.user(resumption.signal(), SignalInfo.SI_USER, kernel.pid(), 0);
    }

    /// Reports a stop and goes on as told.
    private void stop(StopEvent event) {
        Supervisor supervisor = kernel.supervisor();
        if (supervisor == null) {
            stepping = false;
            return;
        }
        long rip = task.state().rip;
        Resumption resumption = ask(supervisor, event);
        int signal = resumption.signal();
        if (event instanceof StopEvent.Breakpoint && task.state().rip == rip) {
            vcpu.passBreakpoint();
        }
        if (Signal.valid(signal)) {
            SignalInfo info = fromDebugger(resumption);
            if ((task.signals().mask() & Signal.bit(signal)) != 0) {
                boolean _ = task.signals().pending().add(info);
            } else if (delivery.deliver(info) && stepping) {
                stop(StopEvent.Stepped.INSTANCE);
            }
        }
    }

    private Resumption ask(Supervisor supervisor, StopEvent event) {
        task.sleeps();
        try {
            Resumption resumption = supervisor.stopped(task, event);
            stepping = resumption.step();
            return resumption;
        } finally {
            task.awakes();
        }
    }
}
