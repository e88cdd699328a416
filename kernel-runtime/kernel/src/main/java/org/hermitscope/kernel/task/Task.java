package org.hermitscope.kernel.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.Vfs;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Vcpu;
import org.jspecify.annotations.Nullable;

/// A thread of the guest: registers, identity, and what it shares with others. Unless stated otherwise methods
/// are called on the task's own host thread.
public final class Task implements GuestThread, Blocking.Owner {
    private static final VarHandle WORK;

    static {
        try {
            WORK = MethodHandles.lookup().findVarHandle(Task.class, "work", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /// Nanoseconds by which Linux lets timers of ordinary threads be late.
    private static final long DEFAULT_SLACK = 50_000;

    private final Kernel kernel;
    private final int tid;
    private final Vcpu vcpu;
    private final DescriptorTable descriptors;
    private final FsContext files;
    private final Spinning spinning = new Spinning();
    private final Blocking blocking;
    private final Turn turn = new Turn();
    private final GuestPasses passes = new GuestPasses();
    private final Scheduling scheduling = new Scheduling();
    private final RestartableSequence restartable = new RestartableSequence(this);
    private final TaskSignals signals;
    private final FutexWaiter futexWaiter = new FutexWaiter(this);
    private final CpuTime cpuTime;

    private volatile String name;
    private volatile @Nullable Thread thread;
    private volatile boolean sleeping;
    private volatile boolean ended;
    private int exitCode;

    @SuppressWarnings("UnusedVariable") // Read and written through WORK.
    private volatile int work;

    /// The number of the system call being served, -1 outside.
    private volatile int call = -1;
    /// Others may read it a little late.
    private long waits;
    private long timerSlack = DEFAULT_SLACK;
    private long clearChildTid;
    private long robustList;
    private @Nullable Resumable interrupted;

    Task(Kernel kernel, int tid, String name, Vcpu vcpu, DescriptorTable descriptors, FsContext files) {
        this.kernel = kernel;
        this.tid = tid;
        this.name = name;
        this.vcpu = vcpu;
        this.descriptors = descriptors;
        this.files = files;
        this.blocking = new Blocking(kernel.clock(), this, spinning);
        this.signals = new TaskSignals(this);
        this.cpuTime = new CpuTime(kernel.clock());
    }

    public Kernel kernel() {
        return kernel;
    }

    @Override
    public int tid() {
        return tid;
    }

    /// The process id.
    public int pid() {
        return kernel.pid();
    }

    @Override
    public String name() {
        return name;
    }

    /// Any thread may call it.
    public void setName(String text) {
        name = text;
    }

    public Vcpu vcpu() {
        return vcpu;
    }

    @Override
    public CpuState state() {
        return vcpu.state();
    }

    /// Guest memory.
    public UserMemory memory() {
        return kernel.space().memory();
    }

    public AddressSpace space() {
        return kernel.space();
    }

    public DescriptorTable descriptors() {
        return descriptors;
    }

    /// Root, working directory, umask and credentials.
    public FsContext files() {
        return files;
    }

    public Vfs vfs() {
        return kernel.vfs();
    }

    /// How the task waits inside a system call.
    public Blocking blocking() {
        return blocking;
    }

    public TaskSignals signals() {
        return signals;
    }

    public FutexWaiter futexWaiter() {
        return futexWaiter;
    }

    public CpuTime cpuTime() {
        return cpuTime;
    }

    /// SIGPIPE for the task itself: it wrote to something that nobody reads.
    public void raiseBrokenPipe() {
        signals.raiseBrokenPipe();
    }

    /// Where the kernel stores 0 and wakes a futex when the task ends; 0 for nowhere.
    public long clearChildTid() {
        return clearChildTid;
    }

    public void setClearChildTid(long address) {
        clearChildTid = address;
    }

    /// The head of the list of robust futexes, or 0.
    public long robustList() {
        return robustList;
    }

    public void setRobustList(long address) {
        robustList = address;
    }

    /// Notes which system call is being served; -1 afterwards.
    public void setCall(int number) {
        call = number;
    }

    /// The number of the system call being served, -1 outside. Any thread may ask.
    public int call() {
        return call;
    }

    /// Remembers how an interrupted call goes on, and gives the exception to throw.
    public SyscallException resumeWith(Resumable rest) {
        interrupted = rest;
        return Restart.RESTART_BLOCK.raise();
    }

    /// Takes what [#resumeWith] left, or null.
    public @Nullable Resumable takeInterrupted() {
        Resumable rest = interrupted;
        interrupted = null;
        return rest;
    }

    /// Ends this task alone, as exit(2) does; its loop sees to the rest.
    public void end(int code) {
        exitCode = code;
        ended = true;
    }

    int exitCode() {
        return exitCode;
    }

    /// Whether the task has made its last instruction. Any thread may ask.
    public boolean ended() {
        return ended;
    }

    @Override
    public String activity() {
        if (ended) {
            return "ended";
        }
        if (sleeping) {
            int number = call;
            return number < 0 ? "stopped" : kernel.callName(number);
        }
        return turn.isRunning() ? "running" : "ready";
    }

    /// The name of the system call being served.
    String activityOfCall() {
        return kernel.callName(call);
    }

    /// Whether it sleeps in a system call. Any thread may ask.
    public boolean sleeping() {
        return sleeping;
    }

    @Override
    public void requestStop() {
        post(Work.STOP);
    }

    /// Gives the task something to see to and makes it look, wherever it is. Any thread may call it.
    void post(int bits) {
        int _ = (int) WORK.getAndBitwiseOr(this, bits);
        vcpu.interrupt();
        blocking.interrupt();
    }

    /// What waits to be seen to.
    int work() {
        return work;
    }

    /// Notes that something is being seen to. Before looking at what it stands for, so that nothing new is
    /// lost.
    void clearWork(int bits) {
        int _ = (int) WORK.getAndBitwiseAnd(this, ~bits);
    }

    @Override
    public boolean interrupted() {
        int waiting = work;
        return (waiting & (Work.STOP | Work.EXIT)) != 0 || (waiting & Work.SIGNAL) != 0 && signals.deliverable();
    }

    /// PR_GET_TIMERSLACK, in nanoseconds.
    public long timerSlack() {
        return timerSlack;
    }

    /// PR_SET_TIMERSLACK: remembered, not used; 0 for the default.
    public void setTimerSlack(long nanos) {
        timerSlack = nanos <= 0 ? DEFAULT_SLACK : nanos;
    }

    /// How often it gave its processor away to wait.
    public long waits() {
        return waits;
    }

    @Override
    public void sleeps() {
        sleeping = true;
        waits++;
        if (thread == null) {
            // Its calls are made for it, on a thread that is not of the kernel's making.
            thread = Thread.currentThread();
        }
        kernel.processors().release(this);
    }

    @Override
    public void awakes() {
        kernel.processors().acquire(this);
        sleeping = false;
    }

    @Override
    public void ready() {
        kernel.processors().ready(this);
        if (thread == null) {
            // Nobody but its caller runs it, and no processor wakes that one.
            blocking.interrupt();
        }
    }

    /// Lets another task that waits for a processor have this one's: sched_yield(2).
    @SuppressWarnings("ThreadPriorityCheck") // The guest asks for no more than the host's yield promises.
    public void yieldProcessor() {
        if (!kernel.processors().yieldTo(this)) {
            // Whoever the guest waits for may run on the host's processor, if not on the guest's.
            Thread.yield();
        }
    }

    /// The processor that it has, or had last. Any thread may ask.
    public int processor() {
        return turn.processor();
    }

    /// The processors that it may have, bit 0 for processor 0.
    public long affinity() {
        return turn.affinity() & kernel.processors().all();
    }

    /// Changes where the task may run. Any thread may call it; when the task itself does, it is there
    /// afterwards.
    ///
    /// @param processors at least one that exists
    public void setAffinity(long processors) {
        turn.setAffinity(processors);
        kernel.processors().affinityChanged(this);
    }

    public Scheduling scheduling() {
        return scheduling;
    }

    /// What rseq(2) has registered.
    public RestartableSequence restartable() {
        return restartable;
    }

    GuestPasses passes() {
        return passes;
    }

    Turn turn() {
        return turn;
    }

    Spinning spinning() {
        return spinning;
    }

    void setThread(Thread host) {
        thread = host;
    }

    @Nullable
    Thread thread() {
        return thread;
    }
}
