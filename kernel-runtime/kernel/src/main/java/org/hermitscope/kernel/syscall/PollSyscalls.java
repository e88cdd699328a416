package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PollEvents;

/// Waiting for several descriptors: poll, ppoll.
final class PollSyscalls {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ENTRY = 8;
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;

    private PollSyscalls() {}

    static long poll(Task task, long address, long count, long timeoutMillis, long a3, long a4, long a5) {
        int timeout = (int) timeoutMillis;
        return timeout <= 0
                ? poll(task, address, count, timeout < 0 ? Blocking.FOREVER : 0)
                : pollUntil(task, address, count, Timeouts.deadline(task, timeout * NANOS_PER_MILLI));
    }

    /// After a stop or a signal without handler, the wait goes on with what is left of its time.
    private static long pollUntil(Task task, long address, long count, long deadline) {
        try {
            long left = deadline - task.kernel().clock().monotonicNanos();
            return poll(task, address, count, Math.max(0, left));
        } catch (SyscallException failure) {
            throw failure.errno() == null
                    ? task.resumeWith(again -> pollUntil(again, address, count, deadline))
                    : failure;
        }
    }

    static long ppoll(Task task, long address, long count, long timeout, long mask, long maskSize, long a5) {
        long nanos = Timeouts.timespec(task.memory(), timeout);
        return Timeouts.withMask(
                task,
                mask,
                maskSize,
                () -> Timeouts.writingRest(task, timeout, nanos, false, () -> poll(task, address, count, nanos)));
    }

    /// @param nanos how long to wait, or [Blocking#FOREVER]
    private static long poll(Task task, long address, long count, long nanos) {
        DescriptorTable table = task.descriptors();
        int entries = (int) count;
        if (entries < 0 || entries > table.limit()) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        byte[] list = memory.read(address, entries * ENTRY);
        int[] wanted = new int[entries];
        OpenFile[] files = new OpenFile[entries];
        int closed = 0;
        for (int i = 0; i < entries; i++) {
            int fd = LittleEndian.getInt(list, i * ENTRY);
            wanted[i] = LittleEndian.getShort(list, i * ENTRY + EVENTS);
            OpenFile file = table.find(fd);
            boolean missing = fd >= 0 && file == null;
            LittleEndian.putShort(list, i * ENTRY + RETURNED, missing ? PollEvents.NVAL : 0);
            if (missing) {
                closed++;
            } else if (file != null) {
                files[i] = file;
            }
        }
        ReadyFiles ready = new ReadyFiles(files, wanted);
        int found = ready.await(task, closed > 0 ? 0 : nanos);
        for (int i = 0; i < entries; i++) {
            if (files[i] != null) {
                LittleEndian.putShort(list, i * ENTRY + RETURNED, ready.events(i));
            }
        }
        memory.write(address, list, 0, list.length);
        return (long) found + closed;
    }
}
