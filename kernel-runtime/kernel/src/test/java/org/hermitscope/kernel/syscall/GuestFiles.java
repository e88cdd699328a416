package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.MapFlags;
import org.hermitscope.kernel.memory.UserMemory;
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
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Window;

/// A guest without a program: memory, files, and tasks whose system calls a test makes.
final class GuestFiles implements AutoCloseable {
    /// Writable memory, 1 MiB, behind which nothing is mapped.
    static final long MEMORY = 0x10_0000;

    static final long MEMORY_END = MEMORY + (1 << 20);
    static final int AT_FDCWD = -100;

    private final Window window = new Window(64 << 20);
    private final GuestTree tree;
    private final Kernel kernel;
    private final DescriptorTable descriptors = new DescriptorTable(1024);
    private final FsContext context;
    private final Task task;
    private long nextString = MEMORY_END - 0x8000;

    GuestFiles() {
        RealTimeClock clock = new RealTimeClock();
        tree = new GuestTree(clock, 64 << 20, HostTerminal.NONE, 1);
        KernelConfig config = new KernelConfig("guest", 4, 64 << 20, 1000, 1L);
        kernel = new Kernel(config, new NoEngine(), clock, window, tree.vfs(), line -> {});
        context = tree.context(tree.directory("/tmp"), 022, new Credentials(0, 0));
        task = newTask();
        kernel.space()
                .mapAnonymous(
                        MEMORY,
                        MEMORY_END - MEMORY,
                        Protection.READ | Protection.WRITE,
                        MapFlags.PRIVATE | MapFlags.FIXED);
    }

    Task task() {
        return task;
    }

    GuestTree tree() {
        return tree;
    }

    Task newTask() {
        return kernel.newTask("test", descriptors, context);
    }

    UserMemory memory() {
        return task.memory();
    }

    /// Puts a string into guest memory.
    long string(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
        long at = nextString;
        nextString += bytes.length;
        if (nextString > MEMORY_END) {
            nextString = MEMORY_END - 0x8000;
            return string(text);
        }
        memory().write(at, bytes, 0, bytes.length);
        return at;
    }

    String text(long address, long length) {
        return new String(memory().read(address, (int) length), StandardCharsets.ISO_8859_1);
    }

    int open(String path, int flags) {
        return (int) call(PathSyscalls::openat, AT_FDCWD, string(path), flags, 0644);
    }

    long write(int fd, String text) {
        return call(FileSyscalls::write, fd, string(text), text.length());
    }

    long call(SyscallHandler handler, long... arguments) {
        long[] a = java.util.Arrays.copyOf(arguments, 6);
        return handler.call(task, a[0], a[1], a[2], a[3], a[4], a[5]);
    }

    static void fails(Errno errno, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SyscallException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @Override
    public void close() {
        descriptors.closeAll();
        window.close();
    }

    private static final class NoEngine implements Engine {
        @Override
        public void barrier() {}

        @Override
        public String name() {
            return "none";
        }

        @Override
        public Vcpu newVcpu() {
            return new NoVcpu();
        }

        @Override
        public DebugPoints debugPoints() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int[] cpuid(int leaf, int subleaf) {
            return new int[4];
        }
    }

    private static final class NoVcpu implements Vcpu {
        private final CpuState state = new CpuState();

        @Override
        public CpuState state() {
            return state;
        }

        @Override
        public VcpuExit run(long limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void passBreakpoint() {}

        @Override
        public void interrupt() {}

        @Override
        public long instructions() {
            return 0;
        }
    }
}
