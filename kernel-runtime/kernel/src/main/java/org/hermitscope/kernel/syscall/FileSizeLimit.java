package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.task.ResourceLimits;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.RegularFile;

/// RLIMIT_FSIZE: how long a file may become (man 2 getrlimit). What begins below the limit is cut there; what begins at
/// or behind it is SIGXFSZ and EFBIG (generic_write_checks in fs/read_write.c).
final class FileSizeLimit {
    private FileSizeLimit() {}

    /// Cuts a write.
    ///
    /// @param offset where it begins, negative for the position
    static void cut(Task task, OpenFile file, ByteBuffer from, long offset) {
        ResourceLimits limits = task.kernel().limits();
        if (!limits.limitsFileSize() || !(file instanceof RegularFile regular) || !from.hasRemaining()) {
            return;
        }
        boolean appends = (file.flags() & OpenFlags.APPEND) != 0;
        long start = appends ? regular.data().size() : offset < 0 ? file.seek(0, OpenFile.SEEK_CUR) : offset;
        long room = limits.effective(ResourceLimits.FSIZE) - start;
        if (room <= 0) {
            refuse(task);
        }
        if (room < from.remaining()) {
            from.limit(from.position() + (int) room);
        }
    }

    /// Checks a size that is asked for. A file that is that long already is left alone.
    static void require(Task task, long size, long now) {
        ResourceLimits limits = task.kernel().limits();
        if (limits.limitsFileSize() && size > now && size > limits.effective(ResourceLimits.FSIZE)) {
            refuse(task);
        }
    }

    private static void refuse(Task task) {
        SignalInfo info = SignalInfo.user(Signal.XFSZ, SignalInfo.SI_USER, task.pid(), 0);
        boolean _ = task.kernel().signals().send(task, info);
        throw Errno.EFBIG.raise();
    }
}
