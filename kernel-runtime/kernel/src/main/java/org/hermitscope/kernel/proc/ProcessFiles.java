package org.hermitscope.kernel.proc;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.Mounts;
import org.hermitscope.kernel.vfs.Stat;

/// The files of /proc/self.
final class ProcessFiles {
    private static final String NO_VALUE = "0\n";

    private ProcessFiles() {}

    static ProcDirectory directory(ProcFileSystem proc, ProcessView process, Mounts mounts) {
        ProcDirectory self = new ProcDirectory(proc);
        addThreadFiles(self, process, process.pid());
        self.with("exe", () -> ProcLink.magic(proc, process::executable))
                .with("cwd", () -> ProcLink.magic(proc, () -> process.files().workingDirectory()))
                .with("root", () -> ProcLink.magic(proc, () -> process.files().root()))
                .with("fd", () -> new DescriptorDirectory(proc, process.descriptors(), false))
                .with("fdinfo", () -> new DescriptorDirectory(proc, process.descriptors(), true))
                .with("task", () -> new TaskDirectory(proc, process))
                .with("cmdline", () -> ProcFile.bytes(proc, process::commandLine))
                .with("environ", () -> ProcFile.bytes(proc, process::environment))
                .with("auxv", () -> ProcFile.bytes(proc, process::auxiliaryVector))
                .withText("mounts", () -> mounts(mounts))
                .withText("mountinfo", () -> mountInfo(mounts))
                .withText("cgroup", () -> "0::/\n")
                .withText("oom_score", () -> NO_VALUE)
                .with(
                        "oom_score_adj",
                        () -> ProcFile.writable(
                                proc,
                                () -> process.oomScoreAdjustment() + "\n",
                                text -> process.setOomScoreAdjustment(adjustment(text))))
                .withText("wchan", () -> "0")
                .withText("loginuid", () -> "4294967295")
                .withText("sessionid", () -> "4294967295")
                .withText("personality", () -> "00000000\n");
        return self;
    }

    /// What a thread's own directory shows as well.
    static void addThreadFiles(ProcDirectory directory, ProcessView process, int tid) {
        ProcFileSystem proc = directory.proc();
        directory
                .withText("status", () -> ProcessText.status(process, tid))
                .withText("stat", () -> ProcessText.stat(process, tid))
                .withText("maps", process::maps)
                .withText("smaps", process::mapsInDetail)
                .withText("statm", () -> ProcessText.statm(process))
                .withText("limits", () -> ProcessText.limits(process))
                .with(
                        "comm",
                        () -> ProcFile.writable(
                                proc,
                                () -> process.threadName(tid) + "\n",
                                text -> process.setThreadName(tid, withoutNewline(text))));
    }

    private static int adjustment(String text) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= -1000 && value <= 1000) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // As one out of range.
        }
        throw Errno.EINVAL.raise();
    }

    private static String withoutNewline(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    static String mounts(Mounts mounts) {
        StringBuilder text = new StringBuilder();
        for (Dentry root : mounts.roots()) {
            FileSystem fileSystem = root.inode().fileSystem();
            escape(text, fileSystem.source()).append(' ');
            escape(text, root.path())
                    .append(' ')
                    .append(fileSystem.type())
                    .append(fileSystem.readOnly() ? " ro" : " rw")
                    .append(",relatime 0 0\n");
        }
        return text.toString();
    }

    private static String mountInfo(Mounts mounts) {
        StringBuilder text = new StringBuilder();
        int id = 1;
        for (Dentry root : mounts.roots()) {
            FileSystem fileSystem = root.inode().fileSystem();
            long device = root.inode().stat().device();
            text.append(id).append(' ').append(id == 1 ? 0 : 1).append(' ');
            text.append(Stat.major(device))
                    .append(':')
                    .append(Stat.minor(device))
                    .append(" / ");
            escape(text, root.path())
                    .append(fileSystem.readOnly() ? " ro" : " rw")
                    .append(",relatime - ")
                    .append(fileSystem.type())
                    .append(' ');
            escape(text, fileSystem.source()).append(fileSystem.readOnly() ? " ro\n" : " rw\n");
            id++;
        }
        return text.toString();
    }

    /// Space, tab, newline and backslash as octal, as getmntent(3) expects.
    private static StringBuilder escape(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\\') {
                to.append('\\')
                        .append((char) ('0' + (c >> 6)))
                        .append((char) ('0' + (c >> 3 & 7)))
                        .append((char) ('0' + (c & 7)));
            } else {
                to.append(c);
            }
        }
        return to;
    }
}
