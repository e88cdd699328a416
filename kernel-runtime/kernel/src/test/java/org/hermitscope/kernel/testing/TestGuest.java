package org.hermitscope.kernel.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hermitscope.kernel.memory.MapFlags;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.syscall.SyscallDispatcher;
import org.hermitscope.kernel.syscall.SyscallTable;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.KernelConfig;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.DebugPoints;
import org.hermitscope.machine.Engine;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.Window;

/// A kernel with one process of scripted tasks: 1 MiB of memory at [#DATA], a stack, files in memory.
public final class TestGuest implements AutoCloseable {
    public static final long DATA = 0x10_0000;
    public static final int DATA_SIZE = 1 << 20;
    public static final int PID = 1000;

    private final Window window = new Window(1L << 32);
    private final Kernel kernel;
    private final SyscallDispatcher calls = new SyscallDispatcher(new SyscallTable());
    private final DescriptorTable descriptors = new DescriptorTable(1024);
    private final FsContext files;
    private final List<String> notes = new ArrayList<>();
    private ScriptedVcpu next = new ScriptedVcpu();

    public TestGuest() {
        this(2);
    }

    public TestGuest(int processors) {
        RealTimeClock clock = new RealTimeClock();
        GuestTree tree = new GuestTree(clock, 64 << 20, HostTerminal.NONE, PID);
        KernelConfig config = new KernelConfig("guest", processors, 1L << 30, PID, 1L);
        kernel = new Kernel(config, new ScriptedEngine(), clock, window, tree.vfs(), notes::add);
        kernel.setSystemCalls(calls, calls.table()::name);
        files = tree.context(tree.directory("/tmp"), 022, new Credentials(0, 0));
        kernel.space()
                .mapAnonymous(DATA, DATA_SIZE, Protection.READ | Protection.WRITE, MapFlags.PRIVATE | MapFlags.FIXED);
        long top = kernel.space().layout().stackTop();
        kernel.space().mapStack(top - 0x20000, 0x20000);
    }

    public Kernel kernel() {
        return kernel;
    }

    public SyscallDispatcher calls() {
        return calls;
    }

    public UserMemory memory() {
        return kernel.space().memory();
    }

    public DescriptorTable descriptors() {
        return descriptors;
    }

    public FsContext files() {
        return files;
    }

    /// What the kernel told its host.
    public List<String> notes() {
        return notes;
    }

    /// A task that will run `program` once started.
    public Task task(ScriptedVcpu program) {
        next = program;
        Task task = kernel.newTask("test", descriptors, files);
        task.state().gpr[CpuState.RSP] = kernel.space().layout().stackTop() - 0x1000;
        return task;
    }

    /// Says what the next thread that the guest itself makes will run.
    public void nextThread(ScriptedVcpu program) {
        next = program;
    }

    /// Runs a program to the end of the process.
    public ExitStatus run(ScriptedVcpu program) {
        kernel.start(task(program));
        return await();
    }

    public ExitStatus await() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!kernel.tasks().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the guest does not end");
            }
            Thread.onSpinWait();
        }
        return awaitStatus();
    }

    private ExitStatus awaitStatus() {
        try {
            return kernel.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Makes one system call of a task that does not run.
    ///
    /// @return what RAX holds afterwards
    public long call(Task task, long number, long... arguments) {
        int[] order = {CpuState.RDI, CpuState.RSI, CpuState.RDX, CpuState.R10, CpuState.R8, CpuState.R9};
        CpuState state = task.state();
        state.gpr[CpuState.RAX] = number;
        for (int i = 0; i < order.length; i++) {
            state.gpr[order[i]] = i < arguments.length ? arguments[i] : 0;
        }
        calls.serve(task);
        return state.gpr[CpuState.RAX];
    }

    /// Puts a string into guest memory.
    public long string(long address, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
        memory().write(address, bytes, 0, bytes.length);
        return address;
    }

    @Override
    public void close() {
        kernel.exit(0);
        window.close();
    }

    private final class ScriptedEngine implements Engine {
        @Override
        public void barrier() {}

        @Override
        public String name() {
            return "script";
        }

        @Override
        public Vcpu newVcpu() {
            return next;
        }

        @Override
        public DebugPoints debugPoints() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int[] cpuid(int leaf, int subleaf) {
            return new int[] {0, 0, 0, leaf == 1 ? 0x0789_fbff : 0};
        }
    }
}
