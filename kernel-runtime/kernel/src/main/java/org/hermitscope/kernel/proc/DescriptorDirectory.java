package org.hermitscope.kernel.proc;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.DirectoryEntry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.jspecify.annotations.Nullable;

/// /proc/self/fd, or with `info` /proc/self/fdinfo: a name for each open descriptor.
final class DescriptorDirectory extends ProcDirectory {
    private static final int LONGEST = 10;

    private final DescriptorTable descriptors;
    private final boolean info;

    DescriptorDirectory(ProcFileSystem fileSystem, DescriptorTable descriptors, boolean info) {
        super(fileSystem);
        this.descriptors = descriptors;
        this.info = info;
    }

    @Override
    public @Nullable Dentry lookup(Dentry self, String name) {
        int fd = number(name);
        OpenFile file = fd < 0 ? null : descriptors.find(fd);
        return file == null ? null : new Dentry(self, name, inode(fd, file));
    }

    private Inode inode(int fd, OpenFile file) {
        return info ? ProcFile.text(proc(), () -> infoOf(fd, file)) : ProcLink.magic(proc(), file::dentry);
    }

    private String infoOf(int fd, OpenFile file) {
        long position = file.seekable() ? file.seek(0, OpenFile.SEEK_CUR) : 0;
        int cloexec = file.equals(descriptors.find(fd)) && descriptors.closeOnExec(fd) ? 02000000 : 0;
        return "pos:\t" + position + "\nflags:\t0" + Integer.toOctalString(file.flags() | cloexec)
                + "\nmnt_id:\t1\nino:\t" + file.stat().inode() + "\n";
    }

    /// A decimal number without sign or leading zeros, or -1.
    static int number(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.length() > 1 && name.charAt(0) == '0') {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= Integer.MAX_VALUE ? (int) value : -1;
    }

    @Override
    public List<DirectoryEntry> list(Dentry self) {
        List<DirectoryEntry> listing = new ArrayList<>();
        for (int fd : descriptors.open()) {
            listing.add(new DirectoryEntry(
                    Integer.toString(fd), proc().newInodeNumber(), info ? Mode.REGULAR : Mode.SYMLINK));
        }
        return listing;
    }
}
