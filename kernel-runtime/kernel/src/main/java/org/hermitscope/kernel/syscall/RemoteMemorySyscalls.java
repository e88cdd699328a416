package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;

/// process_vm_readv and process_vm_writev. The only process there is to read is the caller's own, which debuggers and
/// crash handlers do to look at memory that may not be there.
final class RemoteMemorySyscalls {
    private static final int PIECE = 65_536;

    private RemoteMemorySyscalls() {}

    static long readv(Task task, long pid, long local, long locals, long remote, long remotes, long flags) {
        return copy(task, pid, remote, remotes, local, locals, flags);
    }

    static long writev(Task task, long pid, long local, long locals, long remote, long remotes, long flags) {
        return copy(task, pid, local, locals, remote, remotes, flags);
    }

    private static long copy(Task task, long pid, long from, long froms, long to, long tos, long flags) {
        if (flags != 0) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        long[] sources = memory.iovec(from, froms);
        long[] targets = memory.iovec(to, tos);
        if (task.kernel().task((int) pid) == null && (int) pid != task.pid()) {
            throw Errno.ESRCH.raise();
        }
        byte[] piece = new byte[PIECE];
        long done = 0;
        int source = 0;
        int target = 0;
        long read = 0;
        long written = 0;
        while (source < sources.length && target < targets.length) {
            int count = (int) Math.min(PIECE, Math.min(sources[source + 1] - read, targets[target + 1] - written));
            int got = count == 0 ? 0 : memory.readUpTo(sources[source] + read, piece, 0, count);
            int put = got == 0 ? 0 : memory.writeUpTo(targets[target] + written, piece, 0, got);
            done += put;
            if (put < count) {
                if (done == 0) {
                    throw Errno.EFAULT.raise();
                }
                return done;
            }
            read += count;
            written += count;
            if (read == sources[source + 1]) {
                source += 2;
                read = 0;
            }
            if (target < targets.length && written == targets[target + 1]) {
                target += 2;
                written = 0;
            }
        }
        return done;
    }
}
