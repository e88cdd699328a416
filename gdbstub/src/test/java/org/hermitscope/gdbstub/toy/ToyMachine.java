package org.hermitscope.gdbstub.toy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.gdbstub.target.AgentContext;
import org.hermitscope.gdbstub.target.Breakpoint;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.StopListener;
import org.hermitscope.gdbstub.target.StopReason;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.target.Watchpoint;
import org.jspecify.annotations.Nullable;

/// A machine with only what [Target] demands. Its threads take turns, an instruction each, on one host thread.
public class ToyMachine implements Target {
    private static final long SYS_EXIT = 60;
    private static final int LONGEST_HISTORY = 100;
    private static final StopReason NOTHING = new StopReason.None();

    protected final RegisterLayout layout;
    final byte[] memory = new byte[ToyCpu.MEMORY_SIZE];
    final Map<ThreadId, ToyCpu> cpus = new LinkedHashMap<>();
    final Map<Long, Breakpoint> breakpoints = new LinkedHashMap<>();
    final Set<Watchpoint> watchpoints = new HashSet<>();
    final List<Integer> caught = new ArrayList<>();
    final List<String> journal = new ArrayList<>();
    /// Registers before each instruction, for going back; memory is not restored.
    final Deque<byte[]> history = new ArrayDeque<>();
    boolean catchAll;

    private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final CountDownLatch exited = new CountDownLatch(1);
    private volatile boolean stopRequested;
    private volatile boolean refusesToAttach;
    private @Nullable StopListener listener;
    private ThreadId current = new ThreadId(1, 1);
    private StopReply last = new StopReply.Signalled(current, GdbSignal.TRAP);
    private @Nullable StopReason pendingReason;
    private @Nullable Thread runner;
    private boolean pastSyscallEntry;

    /// @param program bytes at [ToyCpu#BASE]
    public ToyMachine(byte[] program) {
        this(program, Set.of());
    }

    /// @param features registers it has besides the usual ones; nothing uses them
    public ToyMachine(byte[] program, Set<X8664.Feature> features) {
        layout = X8664.layout(features);
        System.arraycopy(program, 0, memory, 0, program.length);
        addThread();
    }

    /// Adds a thread that begins where the first does.
    public final ThreadId addThread() {
        ThreadId id = new ThreadId(1, cpus.size() + 1);
        ToyCpu cpu = new ToyCpu(layout, memory);
        cpu.onAccess = this::accessed;
        cpus.put(id, cpu);
        return id;
    }

    /// Lets it run without a debugger.
    public synchronized void start() {
        resume(ResumeRequest.all(new ResumeAction.Continue(0)));
    }

    /// Waits for a call from outside: `attach`, `detach RUN_ON`, `kill`, ...
    public String awaitCall() throws InterruptedException {
        String call = calls.poll(5, TimeUnit.SECONDS);
        return call == null ? "nothing" : call;
    }

    /// From now on it fails when a debugger comes.
    public void refuseToAttach() {
        refusesToAttach = true;
    }

    /// Everything it was called for, in order.
    public List<String> journal() {
        return journal;
    }

    /// Waits until the program has ended and that was reported.
    public void awaitExit() throws InterruptedException {
        exited.await();
    }

    /// How many breakpoints and watchpoints are inserted.
    public synchronized int points() {
        return breakpoints.size() + watchpoints.size();
    }

    public synchronized boolean running() {
        return runner != null;
    }

    void note(String call) {
        journal.add(call);
        calls.add(call);
    }

    @Override
    public RegisterLayout registers() {
        return layout;
    }

    @Override
    public StopReply attach(StopListener newListener) {
        note("attach");
        if (refusesToAttach) {
            throw new IllegalStateException("cannot be stopped");
        }
        halt();
        synchronized (this) {
            listener = newListener;
            return last;
        }
    }

    @Override
    public void detach(Detach how) {
        synchronized (this) {
            listener = null;
        }
        if (how == Detach.STAY_STOPPED) {
            halt();
        } else if (!running() && last instanceof StopReply.Signalled) {
            start();
        }
        note("detach " + how);
    }

    @Override
    public void kill() {
        synchronized (this) {
            listener = null;
        }
        halt();
        last = new StopReply.Terminated(1, GdbSignal.KILL);
        note("kill");
    }

    private void halt() {
        Thread running;
        synchronized (this) {
            running = runner;
        }
        if (running != null) {
            stopRequested = true;
            try {
                running.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public List<ThreadId> threads() {
        return List.copyOf(cpus.keySet());
    }

    @Override
    public ThreadId currentThread() {
        return current;
    }

    ToyCpu cpu(ThreadId thread) {
        ToyCpu cpu = cpus.get(thread);
        if (cpu == null) {
            throw new TargetException(TargetException.ESRCH, "no thread " + thread);
        }
        return cpu;
    }

    @Override
    public boolean readRegister(ThreadId thread, int number, byte[] into, int offset) {
        RegisterLayout.Register register = layout.register(number);
        if (number == X8664.FOP) {
            return false;
        }
        System.arraycopy(cpu(thread).registers, register.offset(), into, offset, register.size());
        return true;
    }

    @Override
    public void writeRegister(ThreadId thread, int number, byte[] value) {
        if (number == X8664.CS) {
            throw new TargetException(TargetException.EPERM, "cs cannot be written");
        }
        RegisterLayout.Register register = layout.register(number);
        System.arraycopy(value, 0, cpu(thread).registers, register.offset(), register.size());
    }

    @Override
    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        int at = ToyCpu.index(address);
        int count = at < 0 ? 0 : Math.min(length, memory.length - at);
        System.arraycopy(memory, Math.max(at, 0), into, offset, count);
        return count;
    }

    @Override
    public void writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        int at = ToyCpu.index(address);
        if (at < 0 || length > memory.length - at) {
            throw new TargetException(TargetException.EFAULT, "no memory at 0x" + Long.toHexString(address));
        }
        System.arraycopy(from, offset, memory, at, length);
    }

    @Override
    public synchronized void resume(ResumeRequest request) {
        for (ThreadId thread : cpus.keySet()) {
            if (request.actionFor(thread) instanceof ResumeAction.Continue(int signal) && signal != 0) {
                note("signal " + signal);
            }
        }
        stopRequested = false;
        runner = Thread.ofPlatform().daemon().name("toy").start(() -> finish(run(request)));
    }

    @Override
    public void interrupt() {
        stopRequested = true;
    }

    private void finish(StopReply stop) {
        StopListener told;
        synchronized (this) {
            last = stop;
            runner = null;
            told = listener;
        }
        if (told != null) {
            told.stopped(stop);
        }
        if (stop instanceof StopReply.Exited) {
            exited.countDown();
        }
    }

    private StopReply run(ResumeRequest request) {
        while (true) {
            for (Map.Entry<ThreadId, ToyCpu> entry : cpus.entrySet()) {
                ThreadId thread = entry.getKey();
                ResumeAction action = request.actionFor(thread);
                if (action instanceof ResumeAction.Stay) {
                    continue;
                }
                StopReply stop = turn(thread, entry.getValue());
                if (stop == null && action instanceof ResumeAction.Step) {
                    stop = new StopReply.Signalled(thread, GdbSignal.TRAP);
                }
                if (stop == null && stopRequested) {
                    stop = new StopReply.Signalled(thread, GdbSignal.INT);
                }
                if (stop != null) {
                    current = thread;
                    return stop;
                }
            }
        }
    }

    private @Nullable StopReply turn(ThreadId thread, ToyCpu cpu) {
        Breakpoint hit;
        synchronized (this) {
            hit = breakpoints.get(cpu.get(X8664.RIP));
        }
        if (hit != null && hit.holds(context(cpu))) {
            StopReason reason = hit.kind() == Breakpoint.Kind.SOFTWARE
                    ? new StopReason.SoftwareBreakpoint()
                    : new StopReason.HardwareBreakpoint();
            return new StopReply.Signalled(thread, GdbSignal.TRAP, reason);
        }
        if (history.size() < LONGEST_HISTORY) {
            history.add(cpu.registers.clone());
        }
        ToyCpu.Outcome outcome = cpu.step();
        if (outcome == ToyCpu.Outcome.SYSCALL) {
            return syscall(thread, cpu);
        }
        if (outcome != ToyCpu.Outcome.DONE) {
            return new StopReply.Signalled(thread, ToyCpu.signal(outcome));
        }
        StopReason reason = pendingReason;
        pendingReason = null;
        return reason == null ? null : new StopReply.Signalled(thread, GdbSignal.TRAP, reason);
    }

    private AgentContext context(ToyCpu cpu) {
        return new AgentContext() {
            @Override
            public long register(int number) {
                return cpu.get(number);
            }

            @Override
            public long memory(long address, int size) {
                byte[] bytes = new byte[size];
                if (readMemory(current, address, bytes, 0, size) < size) {
                    throw new TargetException(TargetException.EFAULT, "no memory");
                }
                return layout.integer(bytes);
            }
        };
    }

    private @Nullable StopReply syscall(ThreadId thread, ToyCpu cpu) {
        int number = (int) cpu.get(X8664.RAX);
        boolean stops = catchAll || caught.contains(number);
        if (stops && !pastSyscallEntry) {
            pastSyscallEntry = true;
            return new StopReply.Signalled(thread, GdbSignal.TRAP, new StopReason.SyscallEntry(number));
        }
        pastSyscallEntry = false;
        cpu.set(X8664.RIP, cpu.get(X8664.RIP) + 2);
        if (number == SYS_EXIT) {
            return new StopReply.Exited(1, (int) cpu.get(X8664.RDI));
        }
        cpu.set(X8664.RAX, -38);
        StopReason reason = stops ? new StopReason.SyscallReturn(number) : NOTHING;
        return stops ? new StopReply.Signalled(thread, GdbSignal.TRAP, reason) : null;
    }

    private void accessed(long address, boolean write) {
        synchronized (this) {
            for (Watchpoint watchpoint : watchpoints) {
                boolean kind = switch (watchpoint.kind()) {
                    case WRITE -> write;
                    case READ -> !write;
                    case ACCESS -> true;
                };
                if (kind
                        && address - watchpoint.address() >= 0
                        && address - watchpoint.address() < watchpoint.length()) {
                    pendingReason = new StopReason.Watch(watchpoint.kind(), address);
                }
            }
        }
    }

    /// Undoes instructions: one, or as many as there are.
    synchronized void goBack(ThreadId thread, boolean oneStep) {
        runner = Thread.ofPlatform().daemon().name("toy").start(() -> {
            byte[] before = history.pollLast();
            boolean atBegin = before == null || !oneStep;
            while (before != null) {
                System.arraycopy(before, 0, cpu(thread).registers, 0, before.length);
                before = oneStep ? null : history.pollLast();
            }
            StopReason reason = atBegin ? new StopReason.EndOfRecording(true) : NOTHING;
            finish(new StopReply.Signalled(thread, GdbSignal.TRAP, reason));
        });
    }

    /// Starts again from the first instruction.
    synchronized StopReply reset() {
        int threads = cpus.size();
        cpus.clear();
        breakpoints.clear();
        for (int i = 0; i < threads; i++) {
            addThread();
        }
        current = new ThreadId(1, 1);
        last = new StopReply.Signalled(current, GdbSignal.TRAP);
        return last;
    }
}
