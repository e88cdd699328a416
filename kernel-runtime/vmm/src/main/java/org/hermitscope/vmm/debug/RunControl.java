package org.hermitscope.vmm.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.StopListener;
import org.hermitscope.gdbstub.target.StopReason;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.debug.Resumption;
import org.hermitscope.kernel.debug.StopEvent;
import org.hermitscope.kernel.debug.Supervisor;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.Clock;
import org.hermitscope.vmm.guest.GuestView;
import org.jspecify.annotations.Nullable;

/// Decides when guest threads run: one place for the debugger's all-stop, the monitor's stop and cont, and
/// everybody who wants to look at a guest that stands still.
///
/// Guest threads come here through [#stopped] and stay parked for as long as somebody holds them. Reports to the
/// debugger are made by the thread that parks last, so that they are true when they arrive. Guest time stands
/// still while all threads are held.
public final class RunControl implements Supervisor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<GuestThread, Parking> threads = new LinkedHashMap<>();
    private final Clock clock;
    private final int pid;

    /// Nothing runs before a debugger, or the monitor's cont, says so.
    private boolean prelaunch;
    /// The monitor said stop.
    private boolean paused;
    /// Callers of [#still] under way.
    private int lookers;
    private boolean ended;
    private boolean clockPaused;

    private @Nullable StopListener debugger;
    /// The debugger has been told of a stop and has not resumed since.
    private boolean told;
    /// The debugger asked for a stop.
    private boolean interrupting;
    /// The thread whose event is to be told next.
    private @Nullable Parking chosen;

    private @Nullable StopReply last;
    private @Nullable StopReply end;
    private ResumeRequest request = ResumeRequest.all(new ResumeAction.Continue(0));
    private IntPredicate caughtSyscalls = _ -> false;

    /// @param pid what the debugger sees as the process id
    /// @param waits whether the guest waits for a debugger before its first instruction
    public RunControl(Clock clock, int pid, boolean waits) {
        this.clock = clock;
        this.pid = pid;
        this.prelaunch = waits;
    }

    // What guest threads call.

    @Override
    public Resumption stopped(GuestThread thread, StopEvent event) {
        lock.lock();
        try {
            Parking parking = threads.computeIfAbsent(thread, Parking::new);
            if (event == StopEvent.Started.INSTANCE && debugger != null) {
                parking.act(request.actionFor(id(parking)));
            }
            if (parking.stepsOn(event) && mayRun(parking)) {
                return Resumption.STEP;
            }
            parking.park(event);
            parking.pending = debugger != null && isForDebugger(event) ? event : null;
            settle();
            while (!mayRun(parking)) {
                changed.awaitUninterruptibly();
            }
            parking.parked = false;
            return parking.resumption();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isForDebugger(StopEvent event) {
        return event != StopEvent.Started.INSTANCE && event != StopEvent.Requested.INSTANCE;
    }

    @Override
    public boolean wantsSyscall(int number) {
        return caughtSyscalls.test(number);
    }

    @Override
    public void threadEnded(GuestThread thread) {
        lock.lock();
        try {
            threads.remove(thread);
            if (chosen != null && chosen.thread.equals(thread)) {
                chosen = null;
            }
            settle();
            if (debugger != null && !told && !threads.isEmpty() && allStay()) {
                tell(new StopReply.NoResumed());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean allStay() {
        for (Parking parking : threads.values()) {
            if (!parking.stays()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void processEnded(int status) {
        lock.lock();
        try {
            ended = true;
            threads.clear();
            int signal = status & 0x7f;
            end = signal == 0
                    ? new StopReply.Exited(pid, status >>> 8 & 0xff)
                    : new StopReply.Terminated(pid, GdbSignal.fromLinux(signal));
            if (debugger != null && !told) {
                tell(end);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // The rules.

    private boolean mayRun(Parking parking) {
        if (ended) {
            return true;
        }
        if (prelaunch || paused || lookers > 0 || chosen != null || interrupting) {
            return false;
        }
        return debugger == null || !told && !parking.stays() && parking.pending == null;
    }

    private boolean allParked() {
        for (Parking parking : threads.values()) {
            if (!parking.parked) {
                return false;
            }
        }
        return !threads.isEmpty();
    }

    /// Looks at what is to be done now that something has changed: chooses an event to tell, brings the other
    /// threads to a stop, tells the debugger once all stand.
    private void settle() {
        if (debugger != null && !told && chosen == null) {
            for (Parking parking : threads.values()) {
                if (parking.pending != null && !parking.stays()) {
                    chosen = parking;
                    break;
                }
            }
        }
        if (chosen != null || interrupting || lookers > 0 || paused || told) {
            stopTheOthers();
        }
        if (allParked()) {
            Parking event = chosen;
            if (event != null) {
                chosen = null;
                StopReply reply = reply(event);
                event.pending = null;
                tell(reply);
            } else if (interrupting && debugger != null) {
                tell(new StopReply.Signalled(currentThread(), GdbSignal.INT));
            }
        }
        holdClock();
        changed.signalAll();
    }

    private void stopTheOthers() {
        for (Parking parking : threads.values()) {
            if (!parking.parked) {
                parking.thread.requestStop();
            }
        }
    }

    private void holdClock() {
        boolean hold = !ended && (prelaunch || paused || told && debugger != null);
        if (hold && !clockPaused) {
            clock.pause();
        } else if (!hold && clockPaused) {
            clock.resume();
        }
        clockPaused = hold;
    }

    private void tell(StopReply reply) {
        interrupting = false;
        told = true;
        last = reply;
        StopListener listener = debugger;
        if (listener != null) {
            listener.stopped(reply);
        }
    }

    private StopReply reply(Parking parking) {
        ThreadId thread = id(parking);
        StopEvent event = parking.pending;
        return switch (event) {
            case StopEvent.Breakpoint _ ->
                new StopReply.Signalled(thread, GdbSignal.TRAP, new StopReason.SoftwareBreakpoint());
            case StopEvent.WatchpointHit hit ->
                new StopReply.Signalled(
                        thread,
                        GdbSignal.TRAP,
                        new StopReason.Watch(WatchKinds.toGdb(hit.point().kind()), hit.linear()));
            case StopEvent.Signal signal ->
                new StopReply.Signalled(
                        thread, GdbSignal.fromLinux(signal.info().number()));
            case StopEvent.SyscallEntry entry ->
                new StopReply.Signalled(thread, GdbSignal.TRAP, new StopReason.SyscallEntry(entry.number()));
            case StopEvent.SyscallReturn done ->
                new StopReply.Signalled(thread, GdbSignal.TRAP, new StopReason.SyscallReturn(done.number()));
            case StopEvent.Stepped _ -> new StopReply.Signalled(thread, GdbSignal.TRAP);
            case StopEvent.Started _, StopEvent.Requested _ -> new StopReply.Signalled(thread, GdbSignal.NONE);
            case null -> new StopReply.Signalled(thread, GdbSignal.NONE);
        };
    }

    private ThreadId id(Parking parking) {
        return new ThreadId(pid, parking.thread.tid());
    }

    // What the debugger's target calls.

    /// A debugger comes: everything stops. Waits until it has.
    StopReply attach(StopListener listener) {
        lock.lock();
        try {
            debugger = listener;
            told = true;
            boolean first = prelaunch;
            prelaunch = false;
            settle();
            while (!ended && !allParked()) {
                changed.awaitUninterruptibly();
            }
            if (end != null) {
                return end;
            }
            for (Parking parking : threads.values()) {
                if (parking.current instanceof StopEvent.Signal signal) {
                    return new StopReply.Signalled(
                            id(parking), GdbSignal.fromLinux(signal.info().number()));
                }
            }
            return new StopReply.Signalled(currentThread(), first ? GdbSignal.TRAP : GdbSignal.NONE);
        } finally {
            lock.unlock();
        }
    }

    void detach(Detach how) {
        lock.lock();
        try {
            debugger = null;
            told = false;
            interrupting = false;
            chosen = null;
            paused |= how == Detach.STAY_STOPPED;
            caughtSyscalls = _ -> false;
            for (Parking parking : threads.values()) {
                parking.pending = null;
                parking.runFreely();
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    void resume(ResumeRequest wanted) {
        lock.lock();
        try {
            request = wanted;
            told = false;
            paused = false;
            for (Parking parking : threads.values()) {
                parking.act(wanted.actionFor(id(parking)));
            }
            if (end != null) {
                tell(end);
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    void interrupt() {
        lock.lock();
        try {
            if (debugger != null && !told && !ended) {
                interrupting = true;
                settle();
            }
        } finally {
            lock.unlock();
        }
    }

    void catchSyscalls(IntPredicate wanted) {
        caughtSyscalls = wanted;
    }

    List<ThreadId> threadIds() {
        lock.lock();
        try {
            List<ThreadId> ids = new ArrayList<>();
            for (Parking parking : threads.values()) {
                ids.add(id(parking));
            }
            return ids;
        } finally {
            lock.unlock();
        }
    }

    /// The thread of the last report, or the first one.
    ThreadId currentThread() {
        lock.lock();
        try {
            if (last instanceof StopReply.Signalled signalled && thread(signalled.thread()) != null) {
                return signalled.thread();
            }
            for (Parking parking : threads.values()) {
                return id(parking);
            }
            return new ThreadId(pid, pid);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    GuestThread thread(ThreadId wanted) {
        lock.lock();
        try {
            Parking parking = parking(wanted);
            return parking == null ? null : parking.thread;
        } finally {
            lock.unlock();
        }
    }

    /// The event that a thread stands at.
    @Nullable
    StopEvent eventOf(ThreadId wanted) {
        lock.lock();
        try {
            Parking parking = parking(wanted);
            return parking == null ? null : parking.current;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Parking parking(ThreadId wanted) {
        for (Parking parking : threads.values()) {
            if (parking.thread.tid() == wanted.tid()) {
                return parking;
            }
        }
        return null;
    }

    /// The details of the signal that a stopped thread stands at; null without such a thread.
    @Nullable
    SignalInfo signalInfo(ThreadId wanted) {
        lock.lock();
        try {
            Parking parking = parking(wanted);
            return parking == null ? null : parking.details();
        } finally {
            lock.unlock();
        }
    }

    /// Changes them, for when the signal is delivered.
    void signalInfo(ThreadId wanted, SignalInfo details) {
        lock.lock();
        try {
            Parking parking = parking(wanted);
            if (parking != null && !Arrays.equals(parking.details().bytes(), details.bytes())) {
                parking.replaced = details;
            }
        } finally {
            lock.unlock();
        }
    }

    // What the monitor calls.

    public GuestView.Status status() {
        lock.lock();
        try {
            if (ended) {
                return GuestView.Status.SHUTDOWN;
            }
            if (prelaunch) {
                return GuestView.Status.PRELAUNCH;
            }
            if (debugger != null && told) {
                return GuestView.Status.DEBUG;
            }
            return paused ? GuestView.Status.PAUSED : GuestView.Status.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    /// The monitor's stop: a debugger whose program runs is told of an interrupt.
    public boolean pause() {
        lock.lock();
        try {
            if (ended || prelaunch || paused || debugger != null && told) {
                return false;
            }
            if (debugger != null) {
                interrupting = true;
            } else {
                paused = true;
            }
            settle();
            while (!ended && !allParked()) {
                changed.awaitUninterruptibly();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The monitor's cont.
    ///
    /// @throws IllegalStateException while a debugger holds the guest
    public void unpause() {
        lock.lock();
        try {
            if (debugger != null && told) {
                throw new IllegalStateException("the guest is stopped by gdb; continue it there");
            }
            prelaunch = false;
            paused = false;
            settle();
        } finally {
            lock.unlock();
        }
    }

    /// Runs `look` while no guest thread runs, then lets things go on as they were.
    public <T> T still(Supplier<T> look) {
        lock.lock();
        try {
            lookers++;
            settle();
            while (!ended && !threads.isEmpty() && !allParked()) {
                changed.awaitUninterruptibly();
            }
            return look.get();
        } finally {
            lookers--;
            settle();
            lock.unlock();
        }
    }

    /// Lets every thread go, for the end of the guest.
    public void release() {
        lock.lock();
        try {
            ended = true;
            holdClock();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
