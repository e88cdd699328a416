package org.hermitscope.kernel.proc;

import java.util.concurrent.atomic.AtomicLong;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.FileSystemStat;
import org.hermitscope.kernel.vfs.Stat;

/// A file system of generated files: /proc or /sys.
final class ProcFileSystem extends FileSystem {
    private static final long PROC_MAGIC = 0x9FA0;
    private static final long SYSFS_MAGIC = 0x62656572;

    private final String type;
    private final long born;
    private final AtomicLong nextInode = new AtomicLong(1);

    /// @param type `proc` or `sysfs`
    /// @param born time of all its files, nanoseconds since 1970
    ProcFileSystem(String type, long device, long born) {
        super(device, false);
        this.type = type;
        this.born = born;
    }

    long newInodeNumber() {
        return nextInode.getAndIncrement();
    }

    Stat stat(long inode, int mode, int links, long size) {
        return new Stat(device(), inode, mode, links, 0, 0, 0, size, 0, born, born, born, born);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String source() {
        return type;
    }

    @Override
    public FileSystemStat stat() {
        long magic = type.equals("proc") ? PROC_MAGIC : SYSFS_MAGIC;
        return new FileSystemStat(magic, Stat.BLOCK_SIZE, 0, 0, 0, 0, 0, false);
    }
}
