package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.IoctlMemory;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.jspecify.annotations.Nullable;

/// One end of a pipe or FIFO.
public final class PipeEnd extends OpenFile {
    private static final int FIONREAD = 0x541B;

    private final Pipe pipe;
    private final boolean fifoWaits;
    private final int othersAtOpen;

    PipeEnd(Pipe pipe, Dentry dentry, int flags) {
        super(dentry, flags);
        this.pipe = pipe;
        boolean bothEnds = readable() && writable();
        this.othersAtOpen = pipe.everOpened(!readable());
        this.fifoWaits = !bothEnds && !nonBlocking() && !(readable() ? pipe.hasWriters() : pipe.hasReaders());
    }

    @Override
    public int read(ByteBuffer to) {
        return pipe.read(to);
    }

    @Override
    public int write(ByteBuffer from) {
        return pipe.write(from, (flags() & OpenFlags.DIRECT) != 0);
    }

    @Override
    public int ready() {
        return pipe.ready(readable(), writable());
    }

    @Override
    public @Nullable WaitQueue waitQueue() {
        return pipe.waitQueue();
    }

    /// Opening a FIFO waits until somebody opens the other end, even if that one is closed again at once.
    @Override
    public boolean opened() {
        return !fifoWaits || pipe.everOpened(!readable()) != othersAtOpen;
    }

    /// What lies between this end and the other.
    public Pipe pipe() {
        return pipe;
    }

    public int capacity() {
        return pipe.capacity();
    }

    /// `F_SETPIPE_SZ`.
    ///
    /// @return the size set
    public int setCapacity(int wanted) {
        return pipe.setCapacity(wanted);
    }

    @Override
    public long ioctl(int request, long argument, IoctlMemory memory) {
        if (request != FIONREAD) {
            throw Errno.ENOTTY.raise();
        }
        memory.writeInt(argument, pipe.available());
        return 0;
    }

    @Override
    protected void closed() {
        pipe.closed(readable(), writable());
    }
}
