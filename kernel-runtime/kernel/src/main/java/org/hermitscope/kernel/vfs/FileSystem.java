package org.hermitscope.kernel.vfs;

/// One tree of inodes with a device number of its own.
public abstract class FileSystem {
    private final long device;
    private final boolean readOnly;

    protected FileSystem(long device, boolean readOnly) {
        this.device = device;
        this.readOnly = readOnly;
    }

    /// The `st_dev` of its inodes, unless they carry a true one from the host.
    public final long device() {
        return device;
    }

    /// Whether every change answers EROFS.
    public final boolean readOnly() {
        return readOnly;
    }

    /// The name that `/proc/mounts` shows.
    public abstract String type();

    /// What is mounted, as `/proc/mounts` shows it.
    public abstract String source();

    public abstract FileSystemStat stat();
}
