package org.hermitscope.kernel.vfs.memory;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.kernel.vfs.device.Pipe;
import org.jspecify.annotations.Nullable;

/// A FIFO, a socket's name or a device node in a tmpfs. Device nodes can be made but lead to no device.
final class MemoryNode extends Inode {
    private final MemoryAttributes attributes;
    private final int type;
    private final long device;
    private final Pipe pipe;

    MemoryNode(MemoryFileSystem fileSystem, int mode, long device, Credentials owner) {
        super(fileSystem);
        this.type = mode & Mode.TYPE;
        this.device = device;
        this.attributes = new MemoryAttributes(fileSystem, mode, owner);
        this.pipe = new Pipe();
    }

    MemoryAttributes attributes() {
        return attributes;
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public Stat stat() {
        return attributes.stat(0, 0, device);
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        if (type != Mode.FIFO) {
            throw Errno.ENXIO.raise();
        }
        boolean nonBlocking = (flags & OpenFlags.NONBLOCK) != 0;
        if (nonBlocking && !OpenFlags.reads(flags) && !pipe.hasReaders()) {
            throw Errno.ENXIO.raise();
        }
        return pipe.open(dentry, flags);
    }

    @Override
    public void setMode(int permissions) {
        attributes.setMode(permissions);
    }

    @Override
    public void setOwner(int uid, int gid) {
        attributes.setOwner(uid, gid);
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        attributes.setTimes(accessed, modified);
    }
}
