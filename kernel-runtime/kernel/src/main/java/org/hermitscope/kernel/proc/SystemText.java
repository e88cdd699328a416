package org.hermitscope.kernel.proc;

/// The texts of the files in /proc that are about the machine (man 5 proc).
final class SystemText {
    private static final int KIB = 1024;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_TICK = 10_000_000;

    private SystemText() {}

    static String cpuInfo(SystemView system) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < system.processors(); i++) {
            text.append("processor\t: ")
                    .append(i)
                    .append('\n')
                    .append(system.processorInfo(i))
                    .append('\n');
        }
        return text.toString();
    }

    static String memoryInfo(SystemView system) {
        StringBuilder text = new StringBuilder(512);
        long free = system.memoryFree();
        row(text, "MemTotal:", system.memoryTotal());
        row(text, "MemFree:", free);
        row(text, "MemAvailable:", free);
        row(text, "Buffers:", 0);
        row(text, "Cached:", 0);
        row(text, "SwapCached:", 0);
        row(text, "Active:", system.memoryTotal() - free);
        row(text, "Inactive:", 0);
        row(text, "SwapTotal:", 0);
        row(text, "SwapFree:", 0);
        row(text, "Dirty:", 0);
        row(text, "Writeback:", 0);
        row(text, "AnonPages:", system.memoryTotal() - free);
        row(text, "Mapped:", 0);
        row(text, "Shmem:", 0);
        row(text, "Slab:", 0);
        row(text, "CommitLimit:", system.memoryTotal());
        row(text, "Committed_AS:", system.memoryTotal() - free);
        text.append("HugePages_Total:       0\nHugePages_Free:        0\n");
        text.append("HugePages_Rsvd:        0\nHugePages_Surp:        0\n");
        row(text, "Hugepagesize:", 2L << 20);
        return text.toString();
    }

    private static void row(StringBuilder text, String name, long bytes) {
        text.append(name);
        ProcessText.pad(text, Long.toString(bytes / KIB), 24 - name.length()).append(" kB\n");
    }

    static String stat(SystemView system, ProcessView process) {
        long user = process.userNanos() / NANOS_PER_TICK;
        long kernel = process.systemNanos() / NANOS_PER_TICK;
        long all = system.uptimeNanos() / NANOS_PER_TICK * system.processors();
        StringBuilder text = new StringBuilder(256);
        cpu(text, "cpu ", user, kernel, all);
        for (int i = 0; i < system.processors(); i++) {
            int share = system.processors();
            cpu(text, "cpu" + i, user / share, kernel / share, all / share);
        }
        return text.append("intr 0\nctxt 0\nbtime ")
                .append(system.bootNanos() / NANOS_PER_SECOND)
                .append("\nprocesses 1\nprocs_running 1\nprocs_blocked 0\n")
                .toString();
    }

    private static void cpu(StringBuilder text, String name, long user, long kernel, long all) {
        text.append(name).append(' ').append(user).append(" 0 ").append(kernel).append(' ');
        text.append(Math.max(0, all - user - kernel)).append(" 0 0 0 0 0 0\n");
    }

    static String uptime(SystemView system) {
        long hundredths = system.uptimeNanos() / NANOS_PER_TICK;
        StringBuilder text = new StringBuilder();
        hundredths(text, hundredths).append(' ');
        return hundredths(text, 0).append('\n').toString();
    }

    private static StringBuilder hundredths(StringBuilder text, long value) {
        text.append(value / 100).append('.').append((char) ('0' + value / 10 % 10));
        return text.append((char) ('0' + value % 10));
    }

    static String loadAverage(ProcessView process) {
        return "0.00 0.00 0.00 1/" + process.threads().length + " " + process.pid() + "\n";
    }

    /// The processors as /sys lists them: `0` or `0-3`.
    static String processorRange(SystemView system) {
        int last = system.processors() - 1;
        return last == 0 ? "0\n" : "0-" + last + "\n";
    }
}
