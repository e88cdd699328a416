package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PollEvents;
import org.jspecify.annotations.Nullable;

/// Waiting for several descriptors with bit sets: select, pselect6.
final class SelectSyscalls {
    private static final int READ = PollEvents.IN | PollEvents.RDNORM | PollEvents.HUP | PollEvents.ERR;
    private static final int WRITE = PollEvents.OUT | PollEvents.WRNORM | PollEvents.ERR;
    private static final int EXCEPT = PollEvents.PRI;

    private SelectSyscalls() {}

    static long select(Task task, long count, long reads, long writes, long excepts, long timeout, long a5) {
        long nanos = Timeouts.timeval(task.memory(), timeout);
        return Timeouts.writingRest(
                task, timeout, nanos, true, () -> select(task, (int) count, reads, writes, excepts, nanos));
    }

    static long pselect6(Task task, long count, long reads, long writes, long excepts, long timeout, long sixth) {
        UserMemory memory = task.memory();
        long nanos = Timeouts.timespec(memory, timeout);
        long mask = sixth == 0 ? 0 : memory.getLong(sixth);
        long maskSize = sixth == 0 ? 0 : memory.getLong(sixth + 8);
        return Timeouts.withMask(
                task,
                mask,
                maskSize,
                () -> Timeouts.writingRest(
                        task, timeout, nanos, false, () -> select(task, (int) count, reads, writes, excepts, nanos)));
    }

    private static long select(Task task, int count, long reads, long writes, long excepts, long nanos) {
        if (count < 0) {
            throw Errno.EINVAL.raise();
        }
        DescriptorTable table = task.descriptors();
        // Bits above the largest descriptor there can be are ignored, as the kernel ignores them.
        int bits = Math.min(count, table.capacity());
        UserMemory memory = task.memory();
        int bytes = (bits + 63) / 64 * 8;
        byte[] readSet = set(memory, reads, bytes);
        byte[] writeSet = set(memory, writes, bytes);
        byte[] exceptSet = set(memory, excepts, bytes);
        @Nullable OpenFile[] files = new @Nullable OpenFile[bits];
        int[] wanted = new int[bits];
        for (int fd = 0; fd < bits; fd++) {
            wanted[fd] =
                    (bit(readSet, fd) ? READ : 0) | (bit(writeSet, fd) ? WRITE : 0) | (bit(exceptSet, fd) ? EXCEPT : 0);
            if (wanted[fd] != 0) {
                files[fd] = table.get(fd);
            }
        }
        ReadyFiles ready = new ReadyFiles(files, wanted);
        ready.await(task, nanos);
        int found = 0;
        for (int fd = 0; fd < bits; fd++) {
            int events = files[fd] == null ? 0 : ready.events(fd);
            found += keep(readSet, fd, (events & READ) != 0);
            found += keep(writeSet, fd, (events & WRITE) != 0);
            found += keep(exceptSet, fd, (events & EXCEPT) != 0);
        }
        store(memory, reads, readSet);
        store(memory, writes, writeSet);
        store(memory, excepts, exceptSet);
        return found;
    }

    private static byte[] set(UserMemory memory, long address, int bytes) {
        return address == 0 ? new byte[bytes] : memory.read(address, bytes);
    }

    private static void store(UserMemory memory, long address, byte[] set) {
        if (address != 0) {
            memory.write(address, set, 0, set.length);
        }
    }

    private static boolean bit(byte[] set, int index) {
        return (set[index >> 3] >> (index & 7) & 1) != 0;
    }

    /// Leaves a bit that is set and ready, and clears every other.
    private static int keep(byte[] set, int index, boolean ready) {
        if (ready && bit(set, index)) {
            return 1;
        }
        set[index >> 3] = (byte) (set[index >> 3] & ~(1 << (index & 7)));
        return 0;
    }
}
