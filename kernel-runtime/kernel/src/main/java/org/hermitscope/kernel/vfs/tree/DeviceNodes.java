package org.hermitscope.kernel.vfs.tree;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.device.Device;
import org.hermitscope.kernel.vfs.device.DeviceInode;
import org.hermitscope.kernel.vfs.device.EntropySource;
import org.hermitscope.kernel.vfs.device.HostStreamInode;
import org.hermitscope.kernel.vfs.memory.MemoryDirectory;
import org.hermitscope.kernel.vfs.memory.MemoryFileSystem;

/// Fills /dev.
final class DeviceNodes {
    private static final Credentials SUPERUSER = new Credentials(0, 0);

    private final MemoryFileSystem devices;
    private final long now;
    private final OpenFile[] streams;
    private final EntropySource entropy;

    DeviceNodes(MemoryFileSystem devices, long now, OpenFile[] streams, EntropySource entropy) {
        this.entropy = entropy;
        this.devices = devices;
        this.now = now;
        this.streams = streams;
    }

    void make() {
        Dentry root = devices.root();
        MemoryDirectory directory = (MemoryDirectory) root.inode();
        for (Device device : Device.values()) {
            directory.add(root, device.deviceName(), DeviceInode.of(devices, device, entropy, now));
        }
        directory.add(root, "tty", DeviceInode.tty(devices, now, this::openTerminal));
        directory.makeSymlink(root, "fd", "/proc/self/fd", SUPERUSER);
        directory.makeSymlink(root, "stdin", "/proc/self/fd/0", SUPERUSER);
        directory.makeSymlink(root, "stdout", "/proc/self/fd/1", SUPERUSER);
        directory.makeSymlink(root, "stderr", "/proc/self/fd/2", SUPERUSER);
        directory.makeDirectory(root, "shm", Mode.STICKY | 0777, SUPERUSER);
    }

    /// The controlling terminal is whichever standard descriptor is one; ENXIO without any, as for a daemon.
    private OpenFile openTerminal(Dentry dentry, int flags) {
        for (OpenFile stream : streams) {
            if (stream.inode() instanceof HostStreamInode inode && inode.isTerminal()) {
                return inode.open(dentry, flags);
            }
        }
        throw Errno.ENXIO.raise();
    }
}
