package org.hermitscope.kernel.proc;

import java.util.Locale;
import org.hermitscope.kernel.proc.ProcessView.MemoryUse;
import org.hermitscope.kernel.proc.ProcessView.SignalMasks;
import org.hermitscope.kernel.vfs.Credentials;

/// The texts of /proc/self/{status,stat,statm,limits} (man 5 proc).
final class ProcessText {
    private static final int PAGE = 4096;
    private static final int KIB = 1024;
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int PRIORITY = 20;
    private static final int STAT_FIELDS = 52;

    private static final String[] LIMIT_NAMES = {
        "Max cpu time",
        "Max file size",
        "Max data size",
        "Max stack size",
        "Max core file size",
        "Max resident set",
        "Max processes",
        "Max open files",
        "Max locked memory",
        "Max address space",
        "Max file locks",
        "Max pending signals",
        "Max msgqueue size",
        "Max nice priority",
        "Max realtime priority",
        "Max realtime timeout"
    };
    private static final String[] LIMIT_UNITS = {
        "seconds",
        "bytes",
        "bytes",
        "bytes",
        "bytes",
        "bytes",
        "processes",
        "files",
        "bytes",
        "bytes",
        "locks",
        "signals",
        "bytes",
        "",
        "",
        "us"
    };

    private ProcessText() {}

    static String status(ProcessView process, int tid) {
        Credentials who = process.files().credentials();
        MemoryUse memory = process.memory();
        SignalMasks signals = process.signals(tid);
        StringBuilder text = new StringBuilder(1024);
        char state = process.threadState(tid);
        line(text, "Name", process.threadName(tid));
        line(text, "Umask", "0" + Integer.toOctalString(process.files().umask()));
        line(text, "State", state + (state == 'R' ? " (running)" : state == 'T' ? " (stopped)" : " (sleeping)"));
        line(text, "Tgid", process.pid());
        line(text, "Ngid", 0);
        line(text, "Pid", tid);
        line(text, "PPid", process.parentPid());
        line(text, "TracerPid", 0);
        line(text, "Uid", four(who.uid()));
        line(text, "Gid", four(who.gid()));
        line(
                text,
                "FDSize",
                process.descriptors().limit() < 256 ? process.descriptors().limit() : 256);
        line(text, "Groups", who.gid() + " ");
        kib(text, "VmPeak", memory.virtual());
        kib(text, "VmSize", memory.virtual());
        kib(text, "VmLck", 0);
        kib(text, "VmPin", 0);
        kib(text, "VmHWM", memory.resident());
        kib(text, "VmRSS", memory.resident());
        kib(text, "RssAnon", Math.max(0, memory.resident() - memory.shared()));
        kib(text, "RssFile", memory.shared());
        kib(text, "RssShmem", 0);
        kib(text, "VmData", memory.data());
        kib(text, "VmStk", memory.stack());
        kib(text, "VmExe", memory.text());
        kib(text, "VmLib", 0);
        kib(text, "VmPTE", 0);
        kib(text, "VmSwap", 0);
        line(text, "Threads", process.threads().length);
        line(text, "SigQ", "0/31000");
        mask(text, "SigPnd", signals.pending());
        mask(text, "ShdPnd", signals.sharedPending());
        mask(text, "SigBlk", signals.blocked());
        mask(text, "SigIgn", signals.ignored());
        mask(text, "SigCgt", signals.caught());
        long capabilities = who.uid() == 0 ? 0x1ff_ffff_ffffL : 0;
        mask(text, "CapInh", 0);
        mask(text, "CapPrm", capabilities);
        mask(text, "CapEff", capabilities);
        mask(text, "CapBnd", capabilities);
        mask(text, "CapAmb", 0);
        line(text, "NoNewPrivs", process.noNewPrivileges() ? 1 : 0);
        line(text, "Seccomp", 0);
        line(text, "voluntary_ctxt_switches", 0);
        line(text, "nonvoluntary_ctxt_switches", 0);
        return text.toString();
    }

    private static String four(int id) {
        return id + "\t" + id + "\t" + id + "\t" + id;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(":\t").append(value).append('\n');
    }

    private static void line(StringBuilder text, String name, long value) {
        text.append(name).append(":\t").append(value).append('\n');
    }

    private static void kib(StringBuilder text, String name, long bytes) {
        String number = Long.toString(bytes / KIB);
        text.append(name).append(":\t");
        pad(text, number, 8).append(" kB\n");
    }

    static StringBuilder pad(StringBuilder text, String value, int width) {
        for (int i = value.length(); i < width; i++) {
            text.append(' ');
        }
        return text.append(value);
    }

    private static void mask(StringBuilder text, String name, long mask) {
        String digits = Long.toHexString(mask);
        text.append(name).append(":\t");
        for (int i = digits.length(); i < 16; i++) {
            text.append('0');
        }
        text.append(digits).append('\n');
    }

    static String stat(ProcessView process, int tid) {
        MemoryUse memory = process.memory();
        long[] fields = new long[STAT_FIELDS + 1];
        // Field numbers of man 5 proc_pid_stat; the first three are not numbers or come first.
        fields[4] = process.parentPid();
        fields[5] = process.pid();
        fields[6] = process.pid();
        fields[8] = -1;
        fields[9] = 0x400000;
        fields[14] = process.userNanos() / NANOS_PER_TICK;
        fields[15] = process.systemNanos() / NANOS_PER_TICK;
        fields[18] = PRIORITY;
        fields[20] = process.threads().length;
        fields[22] = process.startedNanos() / NANOS_PER_TICK;
        fields[23] = memory.virtual();
        fields[24] = memory.resident() / PAGE;
        fields[25] = -1;
        fields[28] = process.startStack();
        fields[38] = 17;
        StringBuilder text = new StringBuilder(256);
        text.append(tid)
                .append(" (")
                .append(process.threadName(tid))
                .append(") ")
                .append(process.threadState(tid));
        for (int i = 4; i <= STAT_FIELDS; i++) {
            text.append(' ');
            if (i == 25) {
                text.append(Long.toUnsignedString(fields[i]));
            } else {
                text.append(fields[i]);
            }
        }
        return text.append('\n').toString();
    }

    static String statm(ProcessView process) {
        MemoryUse memory = process.memory();
        return memory.virtual() / PAGE + " " + memory.resident() / PAGE + " " + memory.shared() / PAGE + " "
                + memory.text() / PAGE + " 0 " + memory.data() / PAGE + " 0\n";
    }

    static String limits(ProcessView process) {
        StringBuilder text = new StringBuilder(1200);
        row(text, "Limit", "Soft Limit", "Hard Limit", "Units");
        for (int i = 0; i < LIMIT_NAMES.length; i++) {
            row(text, LIMIT_NAMES[i], limit(process.limit(i, false)), limit(process.limit(i, true)), LIMIT_UNITS[i]);
        }
        return text.toString();
    }

    private static String limit(long value) {
        return value == ProcessView.UNLIMITED ? "unlimited" : Long.toUnsignedString(value);
    }

    private static void row(StringBuilder text, String name, String soft, String hard, String unit) {
        text.append(String.format(Locale.ROOT, "%-25s %-20s %-20s %-10s\n", name, soft, hard, unit));
    }
}
