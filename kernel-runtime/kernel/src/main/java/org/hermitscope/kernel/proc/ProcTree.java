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
                .withText("entropy_avail", () -> "256\n");
        ProcDirectory kernel = new ProcDirectory(proc)
                .withText("ostype", () -> "Linux\n")
                .withText("osrelease", () -> system.release() + "\n")
                .withText("version", () -> system.version() + "\n")
                .withText("hostname", () -> system.hostName() + "\n")
                .withText("domainname", () -> "(none)\n")
                .withText("pid_max", () -> "4194304\n")
                .withText("threads-max", () -> "31000\n")
                .withText("cap_last_cap", () -> "40\n")
                .with("random", () -> random);
        ProcDirectory memory = new ProcDirectory(proc)
                .withText("overcommit_memory", () -> "1\n")
                .withText("max_map_count", () -> "65530\n");
        ProcDirectory files = new ProcDirectory(proc)
                .withText("file-max", () -> "1048576\n")
                .withText("nr_open", () -> "1048576\n")
                .withText("pipe-max-size", () -> "1048576\n");
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
                .withText("present", () -> SystemText.processorRange(system));
        for (int i = 0; i < system.processors(); i++) {
            cpu.with("cpu" + i, () -> new ProcDirectory(sys));
        }
        ProcDirectory below = new ProcDirectory(sys).with("cpu", () -> cpu);
        ProcDirectory devices = new ProcDirectory(sys).with("system", () -> below);
        return new Dentry(null, "", new ProcDirectory(sys).with("devices", () -> devices));
    }
}
