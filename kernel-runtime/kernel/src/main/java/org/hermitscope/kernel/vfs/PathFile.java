package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;

/// What `O_PATH` opens: a place in the tree, without access to what is there.
public final class PathFile extends OpenFile {
    public PathFile(Dentry dentry, int flags) {
        super(dentry, flags & (OpenFlags.PATH | OpenFlags.DIRECTORY | OpenFlags.NOFOLLOW));
    }

    @Override
    public int read(ByteBuffer to) {
        throw Errno.EBADF.raise();
    }

    @Override
    public int write(ByteBuffer from) {
        throw Errno.EBADF.raise();
    }

    @Override
    public int readAt(ByteBuffer to, long offset) {
        throw Errno.EBADF.raise();
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) {
        throw Errno.EBADF.raise();
    }

    @Override
    public long seek(long offset, int whence) {
        throw Errno.EBADF.raise();
    }

    @Override
    public int list(ByteBuffer to, boolean old) {
        throw Errno.EBADF.raise();
    }

    @Override
    public long ioctl(int request, long argument, IoctlMemory memory) {
        throw Errno.EBADF.raise();
    }

    @Override
    public void truncate(long size) {
        throw Errno.EBADF.raise();
    }

    @Override
    public void allocate(int mode, long offset, long length) {
        throw Errno.EBADF.raise();
    }

    @Override
    public void sync(boolean metadata) {
        throw Errno.EBADF.raise();
    }

    @Override
    public int ready() {
        return PollEvents.NVAL;
    }
}
