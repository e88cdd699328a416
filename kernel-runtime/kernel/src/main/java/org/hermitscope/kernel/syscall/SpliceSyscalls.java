package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.device.Pipe;
import org.hermitscope.kernel.vfs.device.PipeEnd;
import org.jspecify.annotations.Nullable;

/// Moving bytes into and out of pipes inside the kernel: splice, tee and vmsplice. Bytes are copied where Linux moves
/// pages, which nobody can see.
final class SpliceSyscalls {
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final int KNOWN_FLAGS = 0xf;
    private static final int READABLE = PollEvents.IN | PollEvents.HUP;
    private static final int WRITABLE = PollEvents.OUT | PollEvents.ERR;
    /// Held while bytes go from pipe to pipe, so that two such moves never wait for each other's pipes.
    private static final Object BETWEEN_PIPES = new Object();

    private SpliceSyscalls() {}

    static long splice(Task task, long inFd, long inOffset, long outFd, long outOffset, long count, long flags) {
        if (count == 0) {
            return 0;
        }
        requireFlags(flags);
        OpenFile in = FileSyscalls.readable(task, inFd);
        OpenFile out = FileSyscalls.writable(task, outFd);
        int limit = (int) Math.min(count < 0 ? Long.MAX_VALUE : count, UserMemory.MAX_RW_COUNT);
        boolean waits = (flags & SPLICE_F_NONBLOCK) == 0;
        Pipe from = pipe(in);
        Pipe to = pipe(out);
        if (from != null && inOffset != 0 || to != null && outOffset != 0) {
            throw Errno.ESPIPE.raise();
        }
        if (from != null && to != null) {
            return betweenPipes(task, in, out, limit, waits, false);
        }
        if (from != null) {
            return fromPipe(task, in, from, out, outOffset, limit, waits);
        }
        if (to != null) {
            return toPipe(task, in, inOffset, out, to, limit, waits);
        }
        throw Errno.EINVAL.raise();
    }

    static long tee(Task task, long inFd, long outFd, long count, long flags, long a4, long a5) {
        requireFlags(flags);
        if (count == 0) {
            return 0;
        }
        OpenFile in = FileSyscalls.readable(task, inFd);
        OpenFile out = FileSyscalls.writable(task, outFd);
        if (pipe(in) == null || pipe(out) == null) {
            throw Errno.EINVAL.raise();
        }
        int limit = (int) Math.min(count < 0 ? Long.MAX_VALUE : count, UserMemory.MAX_RW_COUNT);
        return betweenPipes(task, in, out, limit, (flags & SPLICE_F_NONBLOCK) == 0, true);
    }

    static long vmsplice(Task task, long fd, long vector, long count, long flags, long a4, long a5) {
        requireFlags(flags);
        OpenFile file = task.descriptors().get((int) fd);
        if (pipe(file) == null) {
            throw Errno.EBADF.raise();
        }
        boolean writes = file.writable();
        int wanted = writes ? WRITABLE : READABLE;
        if ((flags & SPLICE_F_NONBLOCK) != 0 && (file.ready() & wanted) == 0) {
            throw Errno.EAGAIN.raise();
        }
        return writes
                ? VectorSyscalls.writev(task, fd, vector, count, 0, 0, 0)
                : VectorSyscalls.readv(task, fd, vector, count, 0, 0, 0);
    }

    private static long betweenPipes(Task task, OpenFile in, OpenFile out, int limit, boolean waits, boolean copies) {
        Pipe from = ((PipeEnd) in).pipe();
        Pipe to = ((PipeEnd) out).pipe();
        if (from.equals(to)) {
            throw Errno.EINVAL.raise();
        }
        boolean mayWait = waits && !in.nonBlocking() && !out.nonBlocking();
        while (true) {
            int moved;
            synchronized (BETWEEN_PIPES) {
                requireReader(task, to);
                moved = copies ? from.copyTo(to, limit) : from.moveTo(out::write, limit);
            }
            if (moved != OpenFile.WOULD_BLOCK) {
                return moved;
            }
            await(task, in, READABLE, mayWait);
            await(task, out, WRITABLE, mayWait);
        }
    }

    private static long fromPipe(
            Task task, OpenFile in, Pipe from, OpenFile out, long offsetAddress, int limit, boolean waits) {
        boolean positioned = offsetAddress != 0;
        if (positioned && !out.seekable() || (out.flags() & OpenFlags.APPEND) != 0) {
            throw Errno.EINVAL.raise();
        }
        long offset = positioned ? requireOffset(task.memory().getLong(offsetAddress)) : 0;
        boolean mayWait = waits && !in.nonBlocking();
        long[] done = {0};
        while (true) {
            int moved;
            try {
                moved = from.moveTo(
                        piece -> {
                            int count = positioned ? out.writeAt(piece, offset + done[0]) : out.write(piece);
                            done[0] += Math.max(0, count);
                            return count;
                        },
                        limit);
            } catch (SyscallException failure) {
                if (done[0] == 0) {
                    throw failure;
                }
                moved = (int) done[0];
            }
            if (moved != OpenFile.WOULD_BLOCK) {
                if (positioned) {
                    task.memory().putLong(offsetAddress, offset + moved);
                }
                return moved;
            }
            await(task, in, READABLE, mayWait);
            await(task, out, WRITABLE, waits && !out.nonBlocking());
        }
    }

    private static long toPipe(
            Task task, OpenFile in, long offsetAddress, OpenFile out, Pipe to, int limit, boolean waits) {
        boolean positioned = offsetAddress != 0;
        if (positioned && !in.seekable()) {
            throw Errno.EINVAL.raise();
        }
        long offset = positioned ? requireOffset(task.memory().getLong(offsetAddress)) : 0;
        boolean mayWait = waits && !out.nonBlocking();
        requireReader(task, to);
        while ((out.ready() & WRITABLE) == 0) {
            await(task, out, WRITABLE, mayWait);
        }
        ByteBuffer piece = TransferBuffer.ofThread().scratch();
        // What a pipe of one page takes whatever is in it is a page; more may not fit, and a stream's bytes are gone
        // once read.
        piece.limit(Math.min(Math.min(limit, piece.capacity()), in.seekable() ? Integer.MAX_VALUE : Pipe.ATOMIC));
        long start = positioned || !in.seekable() ? offset : in.seek(0, OpenFile.SEEK_CUR);
        int count = in.seekable() ? in.readAt(piece, start) : FileWaits.read(task, in, piece);
        if (count == 0) {
            return 0;
        }
        piece.flip();
        int moved = out.write(piece);
        if (moved == OpenFile.WOULD_BLOCK) {
            moved = FileWaits.write(task, out, piece);
        }
        if (positioned) {
            task.memory().putLong(offsetAddress, offset + moved);
        } else if (in.seekable()) {
            in.seek(start + moved, OpenFile.SEEK_SET);
        }
        return moved;
    }

    private static void await(Task task, OpenFile file, int events, boolean mayWait) {
        if ((file.ready() & events) != 0) {
            return;
        }
        if (!mayWait || file.waitQueue() == null) {
            throw Errno.EAGAIN.raise();
        }
        FileWaits.await(task, file, events);
    }

    private static void requireReader(Task task, Pipe pipe) {
        if (!pipe.hasReaders()) {
            task.raiseBrokenPipe();
            throw Errno.EPIPE.raise();
        }
    }

    private static long requireOffset(long offset) {
        if (offset < 0) {
            throw Errno.EINVAL.raise();
        }
        return offset;
    }

    private static void requireFlags(long flags) {
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw Errno.EINVAL.raise();
        }
    }

    private static @Nullable Pipe pipe(OpenFile file) {
        return file instanceof PipeEnd end ? end.pipe() : null;
    }
}
