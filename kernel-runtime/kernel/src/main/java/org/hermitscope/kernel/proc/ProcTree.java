package org.hermitscope.kernel.proc;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mounts;

/// Makes the roots of /proc and /sys.
public final class ProcTree {
    private static final String FILE_SYSTEMS = "nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\n\thostfs\n";

    private ProcTree() {}

    /// The root of /proc.
    ///
    /// @param device number of its own
    public static Dentry proc(long device, ProcessView process, SystemView system, Mounts mounts) {
        ProcFileSystem proc = new ProcFileSystem("proc", device, system.bootNanos());
        ProcDirectory root = new ProcDirectory(proc);
        String pid = Integer.toString(process.pid());
        root.with("self", () -> ProcLink.to(proc, () -> pid))
                .with(pid, () -> ProcessFiles.directory(proc, process, mounts))
                .with("thread-self", () -> ProcLink.to(proc, () -> pid + "/task/" + process.currentThread()))
                .with("mounts", () -> ProcLink.to(proc, () -> "self/mounts"))
                .withText("cpuinfo", () -> SystemText.cpuInfo(system))
                .withText("meminfo", () -> SystemText.memoryInfo(system))
                .withText("stat", () -> SystemText.stat(system, process))
                .withText("uptime", () -> SystemText.uptime(system))
                .withText("loadavg", () -> SystemText.loadAverage(process))
                .withText(
                        "version",
                        () -> "Linux version " + system.release() + " (hermitscope@localhost) " + system.version()
                                + "\n")
                .withText("filesystems", () -> FILE_SYSTEMS)
                .withText("swaps", () -> "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n")
                .withText("partitions", () -> "major minor  #blocks  name\n\n")
                .withText("devices", () -> "Character devices:\n  1 mem\n  5 /dev/tty\n136 pts\n\nBlock devices:\n")
                .withText("cmdline", () -> "\n")
                .with("sys", () -> settings(proc, system));
        return new Dentry(null, "", root);
    }

    private static Inode settings(ProcFileSystem proc, SystemView system) {
        String bootId = UUID.nameUUIDFromBytes(Long.toString(system.bootNanos()).getBytes(StandardCharsets.US_ASCII))
                .toString();
        ProcDirectory random = new ProcDirectory(proc)
                .withText("boot_id", () -> bootId + "\n")
                .withText("uuid", () -> UUID.randomUUID() + "\n")
                .withText("entropy_avail", () -> "256\n")
                .withText("poolsize", () -> "256\n");
        ProcDirectory kernel = new ProcDirectory(proc)
                .withText("ostype", () -> "Linux\n")
                .withText("osrelease", () -> system.release() + "\n")
                .withText("version", () -> system.version() + "\n")
                .withText("hostname", () -> system.hostName() + "\n")
                .withText("domainname", () -> "(none)\n")
                .withText("pid_max", () -> "4194304\n")
                .withText("threads-max", () -> "31000\n")
                .withText("ngroups_max", () -> "65536\n")
                .withText("randomize_va_space", () -> "0\n")
                .withText("core_pattern", () -> "core\n")
                .withText("perf_event_paranoid", () -> "4\n")
                .withText("cap_last_cap", () -> "40\n")
                .with("random", () -> random);
        ProcDirectory memory = new ProcDirectory(proc)
                .withText("overcommit_memory", () -> "1\n")
                .withText("max_map_count", () -> "65530\n")
                .withText("mmap_min_addr", () -> "65536\n")
                .withText("swappiness", () -> "60\n")
                .withText("nr_hugepages", () -> "0\n");
        ProcDirectory files = new ProcDirectory(proc)
                .withText("file-max", () -> "1048576\n")
                .withText("nr_open", () -> "1048576\n")
                .withText("pipe-max-size", () -> "1048576\n")
                .withText("file-nr", () -> "64\t0\t1048576\n");
        ProcDirectory core = new ProcDirectory(proc).withText("somaxconn", () -> "4096\n");
        ProcDirectory net = new ProcDirectory(proc).with("core", () -> core);
        return new ProcDirectory(proc)
                .with("kernel", () -> kernel)
                .with("vm", () -> memory)
                .with("fs", () -> files)
                .with("net", () -> net);
    }

    /// The root of /sys, which says how many processors there are.
    public static Dentry sys(long device, SystemView system) {
        ProcFileSystem sys = new ProcFileSystem("sysfs", device, system.bootNanos());
        ProcDirectory cpu = new ProcDirectory(sys)
                .withText("online", () -> SystemText.processorRange(system))
                .withText("possible", () -> SystemText.processorRange(system))
                .withText("present", () -> SystemText.processorRange(system))
                .withText("offline", () -> "\n")
                .withText("kernel_max", () -> "8191\n");
        for (int i = 0; i < system.processors(); i++) {
            int number = i;
            cpu.with("cpu" + i, () -> processor(sys, system, number));
        }
        ProcDirectory below = new ProcDirectory(sys).with("cpu", () -> cpu);
        ProcDirectory node = new ProcDirectory(sys)
                .withText("online", () -> "0\n")
                .withText("possible", () -> "0\n")
                .with(
                        "node0",
                        () -> new ProcDirectory(sys).withText("cpulist", () -> SystemText.processorRange(system)));
        below.with("node", () -> node);
        ProcDirectory devices = new ProcDirectory(sys).with("system", () -> below);
        // hpage_pmd_size is missing with a purpose: who finds it asks for huge pages, again and again.
        ProcDirectory hugePages = new ProcDirectory(sys)
                .withText("enabled", () -> "always madvise [never]\n")
                .withText("defrag", () -> "always defer defer+madvise madvise [never]\n");
        ProcDirectory memory = new ProcDirectory(sys).with("transparent_hugepage", () -> hugePages);
        ProcDirectory kernel = new ProcDirectory(sys).with("mm", () -> memory);
        return new Dentry(
                null, "", new ProcDirectory(sys).with("devices", () -> devices).with("kernel", () -> kernel));
    }

    /// Every processor is a core of one package.
    private static ProcDirectory processor(ProcFileSystem sys, SystemView system, int number) {
        ProcDirectory topology = new ProcDirectory(sys)
                .withText("core_id", () -> number + "\n")
                .withText("physical_package_id", () -> "0\n")
                .withText("thread_siblings_list", () -> number + "\n")
                .withText("core_siblings_list", () -> SystemText.processorRange(system));
        return new ProcDirectory(sys).with("topology", () -> topology).withText("online", () -> "1\n");
    }
}
