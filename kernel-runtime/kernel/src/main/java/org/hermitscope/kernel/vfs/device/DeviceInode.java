package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A character device node of /dev.
public final class DeviceInode extends Inode {
    private static final int FIRST_INODE = 100_000;
    private static final int ALL_READ_WRITE = 0666;
    private static final int TTY_MAJOR = 5;

    private final int major;
    private final int minor;
    private final long born;
    private final OpenAction opener;

    /// What happens on `open`.
    @FunctionalInterface
    public interface OpenAction {
        OpenFile open(Dentry dentry, int flags);
    }

    private DeviceInode(FileSystem fileSystem, int major, int minor, long born, OpenAction opener) {
        super(fileSystem);
        this.major = major;
        this.minor = minor;
        this.born = born;
        this.opener = opener;
    }

    /// The node of a memory device.
    public static DeviceInode of(FileSystem fileSystem, Device device, EntropySource entropy, long born) {
        OpenAction opener = (dentry, flags) -> new DeviceFile(dentry, flags, device, entropy);
        return new DeviceInode(fileSystem, Device.MAJOR, device.minor(), born, opener);
    }

    /// The node of `/dev/tty`.
    public static DeviceInode tty(FileSystem fileSystem, long born, OpenAction opener) {
        return new DeviceInode(fileSystem, TTY_MAJOR, 0, born, opener);
    }

    @Override
    public int type() {
        return Mode.CHARACTER;
    }

    @Override
    public Stat stat() {
        return new Stat(
                fileSystem().device(),
                FIRST_INODE + (major << 8) + minor,
                Mode.CHARACTER | ALL_READ_WRITE,
                1,
                0,
                0,
                Stat.deviceNumber(major, minor),
                0,
                0,
                born,
                born,
                born,
                born);
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        return opener.open(dentry, flags);
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {}

    /// An open memory device: no position, never waits.
    private static final class DeviceFile extends OpenFile {
        private final Device device;
        private final EntropySource entropy;

        DeviceFile(Dentry dentry, int flags, Device device, EntropySource entropy) {
            super(dentry, flags | OpenFlags.LARGEFILE);
            this.device = device;
            this.entropy = entropy;
        }

        @Override
        public int read(ByteBuffer to) {
            return device.read(to, entropy);
        }

        @Override
        public int write(ByteBuffer from) {
            return device.write(from);
        }

        @Override
        public int readAt(ByteBuffer to, long offset) {
            return device.read(to, entropy);
        }

        @Override
        public int writeAt(ByteBuffer from, long offset) {
            return device.write(from);
        }

        @Override
        public boolean splitsAtFaults() {
            return true;
        }

        /// The memory devices take any seek and stay at 0.
        @Override
        public long seek(long offset, int whence) {
            return 0;
        }
    }
}
