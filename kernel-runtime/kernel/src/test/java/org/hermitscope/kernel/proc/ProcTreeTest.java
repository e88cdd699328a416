package org.hermitscope.kernel.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.hermitscope.machine.RealTimeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcTreeTest {
    @TempDir
    Path temporary;

    private final DescriptorTable descriptors = new DescriptorTable(1024);
    private final AtomicInteger mapsCalls = new AtomicInteger();
    private GuestTree tree;
    private FsContext context;
    private Dentry program;

    @BeforeEach
    void makeTree() throws Exception {
        tree = new GuestTree(new RealTimeClock(), 1 << 20, HostTerminal.NONE, 7);
        Path file = Files.writeString(temporary.resolve("prog"), "ELF");
        program = tree.show(file);
        context = tree.context(tree.directory("/start"), 022, new Credentials(0, 0));
        FakeProcess process = new FakeProcess();
        tree.mount("/proc", ProcTree.proc(tree.newDevice(), process, new FakeSystem(), tree.mounts()));
        tree.mount("/sys", ProcTree.sys(tree.newDevice(), new FakeSystem()));
        for (OpenFile stream : tree.standardStreams()) {
            descriptors.add(stream, false);
        }
    }

    private OpenFile open(String path, int flags) {
        return tree.vfs().open(context, context.workingDirectory(), path, flags, 0644);
    }

    private String read(String path) {
        OpenFile file = open(path, OpenFlags.RDONLY);
        StringBuilder text = new StringBuilder();
        ByteBuffer some = ByteBuffer.allocate(100);
        while (file.read(some.clear()) > 0) {
            text.append(StandardCharsets.ISO_8859_1.decode(some.flip()));
        }
        return text.toString();
    }

    private String link(String path) {
        return tree.vfs()
                .lookup(context, context.workingDirectory(), path, false)
                .inode()
                .readLink();
    }

    @Test
    void theProcessDescribesItself() {
        assertThat(link("/proc/self")).isEqualTo("7");
        assertThat(link("/proc/self/exe")).isEqualTo(program.path());
        assertThat(read("/proc/self/exe")).isEqualTo("ELF");
        assertThat(link("/proc/self/cwd")).isEqualTo("/start");
        assertThat(link("/proc/self/root")).isEqualTo("/");
        assertThat(read("/proc/self/cmdline")).isEqualTo("prog\0arg\0");
        assertThat(read("/proc/self/comm")).isEqualTo("main\n");
        assertThat(read("/proc/self/stat")).startsWith("7 (main) R 1 7 7 0 -1 ");
        assertThat(read("/proc/self/stat").trim().split(" ")).hasSize(52);
        assertThat(read("/proc/self/status"))
                .contains(
                        "Name:\tmain\n",
                        "Pid:\t7\n",
                        "Threads:\t2\n",
                        "VmRSS:\t      64 kB\n",
                        "SigBlk:\t0000000000000004\n");
        assertThat(read("/proc/self/limits")).contains("Max open files            1024                 unlimited");
        assertThat(read("/proc/7/task/8/comm")).isEqualTo("worker\n");
        assertThatThrownBy(() -> read("/proc/self/task/9/comm")).hasMessage("ENOENT");
        assertThatThrownBy(() -> read("/proc/1/comm")).hasMessage("ENOENT");
    }

    @Test
    void aNameCanBeWritten() {
        OpenFile file = open("/proc/self/comm", OpenFlags.RDWR);
        assertThat(file.write(ByteBuffer.wrap("fresh\n".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(6);
        assertThat(read("/proc/self/comm")).isEqualTo("fresh\n");
        assertThatThrownBy(() -> open("/proc/self/maps", OpenFlags.WRONLY)).hasMessage("EACCES");
    }

    @Test
    void filesAreOfSizeZeroAndStayTheSameWhileTheyAreRead() {
        OpenFile file = open("/proc/self/maps", OpenFlags.RDONLY);
        assertThat(file.stat().size()).isZero();
        assertThat(file.stat().mode()).isEqualTo(Mode.REGULAR | 0444);
        ByteBuffer two = ByteBuffer.allocate(2);
        StringBuilder text = new StringBuilder();
        while (file.read(two.clear()) > 0) {
            text.append(StandardCharsets.ISO_8859_1.decode(two.flip()));
        }
        assertThat(text.toString()).isEqualTo("maps 1\n");
        file.seek(0, OpenFile.SEEK_SET);
        file.read(ByteBuffer.allocate(100));
        assertThat(mapsCalls.get()).isEqualTo(2);
    }

    @Test
    void descriptorsAreShownAndOpenedAgain() {
        OpenFile file = open("/tmp/f", OpenFlags.CREAT | OpenFlags.RDWR);
        int fd = descriptors.add(file, false);
        file.write(ByteBuffer.wrap(new byte[] {'x', 'y'}));
        assertThat(link("/proc/self/fd/" + fd)).isEqualTo("/tmp/f");
        assertThat(read("/dev/fd/" + fd)).as("a fresh position").isEqualTo("xy");
        assertThat(read("/proc/self/fdinfo/" + fd)).startsWith("pos:\t2\nflags:\t0100002\n");
        tree.vfs().unlink(context, context.root(), "/tmp/f");
        assertThat(link("/proc/self/fd/" + fd)).isEqualTo("/tmp/f (deleted)");
        assertThat(read("/proc/self/fd/" + fd)).isEqualTo("xy");
        assertThatThrownBy(() -> link("/proc/self/fd/77")).hasMessage("ENOENT");
        assertThatThrownBy(() -> link("/proc/self/fd/+1")).hasMessage("ENOENT");
    }

    @Test
    void magicLinksStayInTheGuest() {
        assertThat(tree.vfs().lookup(context, context.root(), "/proc/self/root/../..", true))
                .isEqualTo(tree.root());
        assertThatThrownBy(() -> read("/proc/self/root/" + temporary + "/other"))
                .hasMessage("ENOENT");
        assertThatThrownBy(() -> read("/proc/self/cwd/../../etc/passwd")).hasMessage("ENOENT");
        assertThatThrownBy(() -> read("/proc/self/exe/x"))
                .isInstanceOfSatisfying(
                        SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTDIR));
    }

    @Test
    void theMachineDescribesItself() {
        assertThat(read("/proc/cpuinfo")).isEqualTo("processor\t: 0\nmodel\n\nprocessor\t: 1\nmodel\n\n");
        assertThat(read("/proc/meminfo")).startsWith("MemTotal:           1024 kB\nMemFree:             512 kB\n");
        assertThat(read("/proc/uptime")).isEqualTo("12.34 0.00\n");
        assertThat(read("/sys/devices/system/cpu/online")).isEqualTo("0-1\n");
        assertThat(read("/proc/version")).startsWith("Linux version 6.1 ");
        assertThat(read("/proc/sys/kernel/hostname")).isEqualTo("guest\n");
        assertThat(read("/proc/mounts"))
                .contains(
                        "tmpfs / tmpfs ro", "tmpfs /tmp tmpfs rw", "proc /proc proc rw", program.path() + " hostfs ro");
        assertThat(read("/proc/self/mountinfo")).contains(" / /tmp rw,relatime - tmpfs tmpfs rw");
    }

    @Test
    void devicesAnswer() {
        assertThat(read("/dev/null")).isEmpty();
        ByteBuffer eight = ByteBuffer.allocate(8);
        assertThat(open("/dev/zero", OpenFlags.RDWR).read(eight)).isEqualTo(8);
        OpenFile full = open("/dev/full", OpenFlags.RDWR);
        assertThatThrownBy(() -> full.write(ByteBuffer.allocate(1))).hasMessage("ENOSPC");
        ByteBuffer random = ByteBuffer.allocate(64);
        assertThat(open("/dev/urandom", OpenFlags.RDONLY).read(random)).isEqualTo(64);
        assertThat(random.array()).isNotEqualTo(new byte[64]);
        assertThatThrownBy(() -> open("/dev/tty", OpenFlags.RDWR)).hasMessage("ENXIO");
        assertThat(open("/dev/null", OpenFlags.WRONLY).write(ByteBuffer.allocate(5)))
                .isEqualTo(5);
        assertThat(tree.vfs()
                        .lookup(context, context.root(), "/dev/null", true)
                        .inode()
                        .stat()
                        .represented())
                .isEqualTo(0x103);
    }

    private final class FakeProcess implements ProcessView {
        private int adjustment;

        @Override
        public int currentThread() {
            return 1;
        }

        @Override
        public int oomScoreAdjustment() {
            return adjustment;
        }

        @Override
        public void setOomScoreAdjustment(int value) {
            adjustment = value;
        }

        @Override
        public boolean noNewPrivileges() {
            return true;
        }

        @Override
        public String mapsInDetail() {
            return "details\n";
        }

        private String name = "main";

        @Override
        public int pid() {
            return 7;
        }

        @Override
        public int parentPid() {
            return 1;
        }

        @Override
        public int[] threads() {
            return new int[] {7, 8};
        }

        @Override
        public String threadName(int tid) {
            return tid == 7 ? name : "worker";
        }

        @Override
        public void setThreadName(int tid, String newName) {
            name = newName;
        }

        @Override
        public char threadState(int tid) {
            return 'R';
        }

        @Override
        public Dentry executable() {
            return program;
        }

        @Override
        public FsContext files() {
            return context;
        }

        @Override
        public DescriptorTable descriptors() {
            return descriptors;
        }

        @Override
        public byte[] commandLine() {
            return "prog\0arg\0".getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] environment() {
            return new byte[0];
        }

        @Override
        public byte[] auxiliaryVector() {
            return new byte[16];
        }

        @Override
        public String maps() {
            return "maps " + mapsCalls.incrementAndGet() + "\n";
        }

        @Override
        public MemoryUse memory() {
            return new MemoryUse(1 << 20, 1 << 16, 0, 4096, 8192, 4096);
        }

        @Override
        public long limit(int resource, boolean hard) {
            return hard ? UNLIMITED : 1024;
        }

        @Override
        public SignalMasks signals(int tid) {
            return new SignalMasks(0, 0, 4, 0, 0);
        }

        @Override
        public long userNanos() {
            return 0;
        }

        @Override
        public long systemNanos() {
            return 0;
        }

        @Override
        public long startedNanos() {
            return 0;
        }

        @Override
        public long startStack() {
            return 0x7000;
        }
    }

    private static final class FakeSystem implements SystemView {
        @Override
        public int processors() {
            return 2;
        }

        @Override
        public String processorInfo(int processor) {
            return "model\n";
        }

        @Override
        public long memoryTotal() {
            return 1 << 20;
        }

        @Override
        public long memoryFree() {
            return 1 << 19;
        }

        @Override
        public long uptimeNanos() {
            return 12_345_678_901L;
        }

        @Override
        public long bootNanos() {
            return 0;
        }

        @Override
        public String release() {
            return "6.1";
        }

        @Override
        public String version() {
            return "#1";
        }

        @Override
        public String hostName() {
            return "guest";
        }
    }
}
