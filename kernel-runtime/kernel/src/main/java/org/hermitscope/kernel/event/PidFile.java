package org.hermitscope.kernel.event;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.device.AnonymousInode;
import org.jspecify.annotations.Nullable;

/// A process that can be waited for and signalled (man 2 pidfd_open): the only one, which nobody sees end.
public final class PidFile extends OpenFile {
    private final WaitQueue waiters = new WaitQueue();

    public PidFile(boolean nonBlocking) {
        super(AnonymousInode.event("pidfd"), OpenFlags.RDWR | (nonBlocking ? OpenFlags.NONBLOCK : 0));
    }

    @Override
    public int read(ByteBuffer to) {
        throw Errno.EINVAL.raise();
    }

    @Override
    public int write(ByteBuffer from) {
        throw Errno.EINVAL.raise();
    }

    @Override
    public int ready() {
        return 0;
    }

    @Override
    public @Nullable WaitQueue waitQueue() {
        return waiters;
    }
}
