package org.hermitscope.kernel.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.debug.Supervisor;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.Vfs;
import org.hermitscope.machine.Clock;
import org.hermitscope.machine.Engine;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.Window;
import org.jspecify.annotations.Nullable;

/// What all tasks of the guest share: the one process and its machine.
public final class Kernel {
    /// As /proc/sys/kernel says: pid_max, and threads-max.
    public static final int LARGEST_TID = 4_194_303;

    public static final int MOST_TASKS = 31_000;
    /// Small ids belong to what starts with the machine (RESERVED_PIDS).
    private static final int FIRST_TID_AGAIN = 300;

    private final KernelConfig config;
    private final Engine engine;
    private final Clock clock;
    private final Window window;
    private final Vfs vfs;
    private final KernelLog log;
    private final AddressSpace space;
    private final Processors processors;
    private final Futexes futexes = new Futexes();
    private final PriorityFutexes priorityFutexes = new PriorityFutexes(this, futexes);
    private final ResourceLimits limits = new ResourceLimits();
    private final ProcessSignals signals = new ProcessSignals(this);
    private final GroupStop groupStop = new GroupStop();
    private final PosixTimers posixTimers = new PosixTimers(this);
    private final CpuLimit cpuLimit = new CpuLimit(this);
    private final MemoryBarriers barriers = new MemoryBarriers(this);
    private final ProcessSettings settings;
    private final Identity identity = new Identity();
    private final IntervalTimer[] intervalTimers = new IntervalTimer[IntervalTimer.KINDS];
    private final Entropy entropy;
    private final Timers timers;
    private final HostThreads hosts = new HostThreads();
    private final long startedNanos;

    private final CopyOnWriteArrayList<Task> tasks = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<TaskObserver> observers = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Vcpu> spareVcpus = new ConcurrentLinkedQueue<>();
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final AtomicInteger living = new AtomicInteger();
    private final AtomicLong endedCpuNanos = new AtomicLong();
    private final AtomicReference<@Nullable ExitStatus> status = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Supervisor supervisor;
    private volatile boolean ending;
    private volatile int leaderCode;
    private volatile int lastTid;
    private @Nullable SystemCalls calls;
    private volatile CallNames names = Integer::toString;

    /// Names of system calls, for people.
    public interface CallNames {
        String name(int number);
    }

    public Kernel(KernelConfig config, Engine engine, Clock clock, Window window, Vfs vfs, KernelLog log) {
        this.config = config;
        this.engine = engine;
        this.clock = clock;
        this.window = window;
        this.vfs = vfs;
        this.log = log;
        this.space = new AddressSpace(window);
        space.setMemorySize(config.memorySize());
        this.processors = new Processors(config.processors(), clock);
        this.settings = new ProcessSettings(log);
        this.entropy = new Entropy(config.randomSeed());
        this.timers = new Timers(clock);
        for (int i = 0; i < IntervalTimer.KINDS; i++) {
            intervalTimers[i] = new IntervalTimer(this, i);
        }
        this.startedNanos = clock.monotonicNanos();
    }

    /// Says who serves system calls. Before the first task starts.
    public void setSystemCalls(SystemCalls dispatcher, CallNames callNames) {
        calls = dispatcher;
        names = callNames;
    }

    SystemCalls systemCalls() {
        SystemCalls present = calls;
        if (present == null) {
            throw new IllegalStateException("no system calls");
        }
        return present;
    }

    public KernelConfig config() {
        return config;
    }

    public Engine engine() {
        return engine;
    }

    public Clock clock() {
        return clock;
    }

    public Window window() {
        return window;
    }

    public Vfs vfs() {
        return vfs;
    }

    public KernelLog log() {
        return log;
    }

    public AddressSpace space() {
        return space;
    }

    public Futexes futexes() {
        return futexes;
    }

    /// The futexes that inherit priority.
    public PriorityFutexes priorityFutexes() {
        return priorityFutexes;
    }

    public ResourceLimits limits() {
        return limits;
    }

    public ProcessSignals signals() {
        return signals;
    }

    public Entropy entropy() {
        return entropy;
    }

    public Timers timers() {
        return timers;
    }

    /// One of setitimer(2)'s timers.
    public IntervalTimer intervalTimer(int kind) {
        return intervalTimers[kind];
    }

    public ProcessSettings prctl() {
        return settings;
    }

    /// Bytes of memory that the guest is told are free: what it was given, less what it could have touched.
    public long freeMemory() {
        return Math.max(config.memorySize() / 16, config.memorySize() - space.accessibleBytes());
    }

    public MemoryBarriers barriers() {
        return barriers;
    }

    public CpuLimit cpuLimit() {
        return cpuLimit;
    }

    public PosixTimers posixTimers() {
        return posixTimers;
    }

    public Identity identity() {
        return identity;
    }

    /// Tasks that may run at once.
    public int processorCount() {
        return processors.count();
    }

    /// A bit for each processor.
    public long allProcessors() {
        return processors.all();
    }

    Processors processors() {
        return processors;
    }

    GroupStop groupStop() {
        return groupStop;
    }

    public int pid() {
        return config.pid();
    }

    /// Monotonic nanoseconds when the process started.
    public long startedNanos() {
        return startedNanos;
    }

    String callName(int number) {
        return names.name(number);
    }

    /// Living tasks, the main task first while it lives.
    public List<Task> tasks() {
        return tasks;
    }

    /// The task with this id, or null.
    public @Nullable Task task(int tid) {
        for (Task task : tasks) {
            if (task.tid() == tid) {
                return task;
            }
        }
        return null;
    }

    /// The task whose host thread calls, or null for other threads.
    public @Nullable Task current() {
        Thread caller = Thread.currentThread();
        for (Task task : tasks) {
            if (caller.equals(task.thread())) {
                return task;
            }
        }
        return null;
    }

    /// CPU time of all tasks, dead ones included, in nanoseconds.
    public long cpuNanos() {
        long sum = endedCpuNanos.get();
        for (Task task : tasks) {
            sum += task.cpuTime().nanos();
        }
        return sum;
    }

    /// Makes a task with a fresh vCPU; it does not run yet.
    public Task newTask(String name, DescriptorTable descriptors, FsContext files) {
        Vcpu vcpu = vcpu();
        if (isFirstTask()) {
            identity.set(files.credentials().uid(), files.credentials().gid());
        }
        return new Task(this, nextTid(), name, vcpu, descriptors, files);
    }

    private boolean isFirstTask() {
        return lastTid == 0;
    }

    /// Ids count up and begin again at the end, without those in use (kernel/pid.c). The process's stays its
    /// own even when its main task has ended.
    private synchronized int nextTid() {
        int tid = lastTid;
        if (tid == 0) {
            tid = config.pid();
        } else {
            do {
                tid = tid >= LARGEST_TID ? FIRST_TID_AGAIN : tid + 1;
            } while (tid == config.pid() || task(tid) != null);
        }
        lastTid = tid;
        return tid;
    }

    /// A vCPU that a dead task has left, or a new one: engines keep theirs for ever.
    private Vcpu vcpu() {
        Vcpu left = spareVcpus.poll();
        if (left != null) {
            return left;
        }
        synchronized (engine) {
            Vcpu made = engine.newVcpu();
            vcpus.add(made);
            return made;
        }
    }

    /// Instructions that all tasks have retired so far; exact when none runs.
    public long instructions() {
        synchronized (engine) {
            long sum = 0;
            for (Vcpu vcpu : vcpus) {
                sum += vcpu.instructions();
            }
            return sum;
        }
    }

    /// Lets a task run on a host thread of its own.
    ///
    /// @throws org.hermitscope.kernel.abi.SyscallException EAGAIN when there are too many
    public void start(Task task) {
        if (living.incrementAndGet() > MOST_TASKS || isOverLimit()) {
            abandon(task);
        }
        boolean _ = tasks.add(task);
        processors.enter(task);
        try {
            hosts.run(new RunLoop(this, task));
        } catch (OutOfMemoryError hostHasNoMore) {
            processors.release(task);
            boolean _ = tasks.remove(task);
            abandon(task);
        }
        if (ending) {
            task.post(Work.EXIT);
        }
    }

    /// RLIMIT_NPROC counts threads; it does not bind the superuser (man 2 getrlimit).
    private boolean isOverLimit() {
        return !identity.privileged() && living.get() > limits.effective(ResourceLimits.NPROC);
    }

    private void abandon(Task task) {
        int _ = living.decrementAndGet();
        boolean _ = spareVcpus.add(task.vcpu());
        throw Errno.EAGAIN.raise();
    }

    /// Lets someone see what happens to tasks. Any thread may call it.
    public void addObserver(TaskObserver observer) {
        boolean _ = observers.add(observer);
    }

    /// Ends what [#addObserver] began.
    public void removeObserver(TaskObserver observer) {
        boolean _ = observers.remove(observer);
    }

    void tellSignalled(Task task, SignalInfo info) {
        for (TaskObserver observer : observers) {
            observer.signalled(task, info);
        }
    }

    /// Attaches a debugger, or detaches it with null. Tasks that are stopped by the old one stay so until it
    /// lets them go.
    public void setSupervisor(@Nullable Supervisor wanted) {
        supervisor = wanted;
    }

    public @Nullable Supervisor supervisor() {
        return supervisor;
    }

    /// Ends the process with an exit status, as exit_group(2) does. Any thread may call it; the first status
    /// counts.
    public void exit(int code) {
        finish(new ExitStatus.Exited(code & 0xff));
    }

    /// Ends the process as a signal does. Any thread may call it.
    public void kill(ExitStatus.Killed how) {
        finish(how);
    }

    /// Whether the process is ending.
    public boolean ending() {
        return ending;
    }

    private void finish(ExitStatus how) {
        if (status.compareAndSet(null, how)) {
            ending = true;
            groupStop.release();
            for (Task task : tasks) {
                task.post(Work.EXIT);
            }
        }
    }

    /// Sends a signal to the process from outside, as a terminal or a monitor does.
    public void interrupt(int number) {
        boolean _ = signals.send(SignalInfo.kernel(number));
    }

    void continueStopped() {
        groupStop.release();
        for (Task task : tasks) {
            task.blocking().interrupt();
        }
    }

    /// The last words of a task's loop.
    ///
    /// @param code what exit(2) was given; that of the main task becomes the process's if nobody says otherwise
    void ended(Task task, int code) {
        if (task.tid() == config.pid()) {
            leaderCode = code;
        }
        endedCpuNanos.addAndGet(task.cpuTime().nanos());
        if (!observers.isEmpty()) {
            ExitStatus decided = status.get();
            ExitStatus how = decided == null ? new ExitStatus.Exited(code & 0xff) : decided;
            for (TaskObserver observer : observers) {
                observer.ended(task, how);
            }
        }
        boolean _ = tasks.remove(task);
        boolean _ = spareVcpus.add(task.vcpu());
        if (living.decrementAndGet() == 0) {
            boolean _ = status.compareAndSet(null, new ExitStatus.Exited(leaderCode & 0xff));
            ending = true;
            timers.stop();
            processors.stop();
            task.descriptors().closeAll();
            space.close();
            Supervisor present = supervisor;
            if (present != null) {
                present.processEnded(exitStatus().waitStatus());
            }
            over.countDown();
        }
    }

    /// How the process ended. Precondition: it has.
    public ExitStatus exitStatus() {
        ExitStatus how = status.get();
        if (how == null) {
            throw new IllegalStateException("the process has not ended");
        }
        return how;
    }

    /// Waits for the end of the process.
    public ExitStatus await() throws InterruptedException {
        over.await();
        return exitStatus();
    }
}
