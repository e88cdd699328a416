package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;

/// The waiting halves of transfers: what `read` and `write` do when a file has nothing, or no room.
final class FileWaits {
    private static final int READABLE = PollEvents.IN | PollEvents.HUP | PollEvents.ERR | PollEvents.RDHUP;
    private static final int WRITABLE = PollEvents.OUT | PollEvents.HUP | PollEvents.ERR;

    private FileWaits() {}

    /// Reads at the position, waiting for the first byte unless the file is non-blocking.
    static int read(Task task, OpenFile file, ByteBuffer to) {
        while (true) {
            int count = file.read(to);
            if (count != OpenFile.WOULD_BLOCK) {
                return count;
            }
            await(task, file, READABLE);
        }
    }

    /// Writes at the position, waiting until all is written unless the file is non-blocking. Files with positions and
    /// devices write all they can at once.
    static int write(Task task, OpenFile file, ByteBuffer from) {
        FileSizeLimit.cut(task, file, from, -1);
        int start = from.position();
        while (true) {
            int before = from.position();
            try {
                int count = file.write(from);
                boolean blocked = count == OpenFile.WOULD_BLOCK;
                int done = from.position() - start;
                if (!blocked && (!from.hasRemaining() || count == 0 || file.seekable() || file.nonBlocking())) {
                    return done;
                }
                if (blocked) {
                    if (done > 0 && file.nonBlocking()) {
                        return done;
                    }
                    await(task, file, WRITABLE);
                }
            } catch (SyscallException failure) {
                // What was moved before counts; the failure shows at the next call.
                if (before > start) {
                    return before - start;
                }
                if (failure.errno() == Errno.EPIPE) {
                    task.raiseBrokenPipe();
                }
                throw failure;
            }
        }
    }

    /// Waits until a file is ready for `events`; EAGAIN if it is non-blocking.
    static void await(Task task, OpenFile file, int events) {
        WaitQueue queue = file.waitQueue();
        if (queue == null || file.nonBlocking()) {
            throw Errno.EAGAIN.raise();
        }
        task.blocking().await(queue, () -> (file.ready() & events) != 0);
    }

    /// Waits until opening is complete: a FIFO's other end.
    static void awaitOpened(Task task, OpenFile file) {
        WaitQueue queue = file.waitQueue();
        if (queue != null && !file.opened()) {
            task.blocking().await(queue, file::opened);
        }
    }
}
