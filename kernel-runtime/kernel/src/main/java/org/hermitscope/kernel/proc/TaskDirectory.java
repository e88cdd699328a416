package org.hermitscope.kernel.proc;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DirectoryEntry;
import org.hermitscope.kernel.vfs.Mode;
import org.jspecify.annotations.Nullable;

/// /proc/self/task: a directory for each live thread.
final class TaskDirectory extends ProcDirectory {
    private final ProcessView process;

    TaskDirectory(ProcFileSystem fileSystem, ProcessView process) {
        super(fileSystem);
        this.process = process;
    }

    @Override
    public @Nullable Dentry lookup(Dentry self, String name) {
        int tid = DescriptorDirectory.number(name);
        for (int each : process.threads()) {
            if (each == tid) {
                ProcDirectory directory = new ProcDirectory(proc());
                ProcessFiles.addThreadFiles(directory, process, tid);
                return new Dentry(self, name, directory);
            }
        }
        return null;
    }

    @Override
    public List<DirectoryEntry> list(Dentry self) {
        List<DirectoryEntry> listing = new ArrayList<>();
        for (int tid : process.threads()) {
            listing.add(new DirectoryEntry(Integer.toString(tid), proc().newInodeNumber(), Mode.DIRECTORY));
        }
        return listing;
    }
}
