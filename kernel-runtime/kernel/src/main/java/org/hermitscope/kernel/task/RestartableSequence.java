package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;

/// A task's restartable sequences (rseq(2), linux/rseq.h): the word that says which processor it runs on, and
/// the critical section that begins anew when the task was away from its processor or took a signal.
public final class RestartableSequence {
    /// Size of the first version of struct rseq, and its alignment.
    public static final int SIZE = 32;
    /// Bytes of it that mean something: AT_RSEQ_FEATURE_SIZE.
    public static final int FEATURE_SIZE = 28;

    private static final int PROCESSOR = 4;
    private static final int SECTION = 8;
    private static final int NODE = 20;
    private static final int CONCURRENCY = 24;

    private static final int SECTION_FLAGS = 4;
    private static final int SECTION_START = 8;
    private static final int SECTION_LENGTH = 16;
    private static final int SECTION_ABORT = 24;

    private static final int UNREGISTER = 1;
    private static final long USER_END = 1L << 47;
    private static final int NO_PROCESSOR = -1;

    private final Task task;
    private long address;
    private long size;
    private int signature;
    private int told;

    RestartableSequence(Task task) {
        this.task = task;
    }

    /// Whether there is anything to keep true. On the task's thread, as everything here.
    boolean isRegistered() {
        return address != 0;
    }

    /// Serves rseq(2).
    public long change(long area, long length, int flags, int sign) {
        if ((flags & UNREGISTER) != 0) {
            unregister(area, length, flags, sign);
        } else {
            register(area, length, flags, sign);
        }
        return 0;
    }

    private void register(long area, long length, int flags, int sign) {
        if (flags != 0) {
            throw Errno.EINVAL.raise();
        }
        if (address != 0) {
            if (address != area || size != length) {
                throw Errno.EINVAL.raise();
            }
            throw (signature == sign ? Errno.EBUSY : Errno.EPERM).raise();
        }
        if (Long.compareUnsigned(length, SIZE) < 0 || area % SIZE != 0 || length != (int) length) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        if (Long.compareUnsigned(area, USER_END) >= 0) {
            throw Errno.EFAULT.raise();
        }
        memory.check(area, length, Protection.READ | Protection.WRITE);
        memory.putLong(area + SECTION, 0);
        address = area;
        size = length;
        signature = sign;
        tell(task.processor());
    }

    private void unregister(long area, long length, int flags, int sign) {
        if ((flags & ~UNREGISTER) != 0 || address == 0 || address != area || size != length) {
            throw Errno.EINVAL.raise();
        }
        if (signature != sign) {
            throw Errno.EPERM.raise();
        }
        UserMemory memory = task.memory();
        memory.check(area, SIZE, Protection.WRITE);
        memory.putInt(area, 0);
        memory.putInt(area + PROCESSOR, NO_PROCESSOR);
        memory.putInt(area + NODE, 0);
        memory.putInt(area + CONCURRENCY, 0);
        address = 0;
    }

    private void tell(int processor) {
        UserMemory memory = task.memory();
        memory.putInt(address, processor);
        memory.putInt(address + PROCESSOR, processor);
        memory.putInt(address + NODE, 0);
        // Tasks that run at once have different processors, which makes the number a concurrency id too.
        memory.putInt(address + CONCURRENCY, processor);
        told = processor;
    }

    /// The task goes on after it was away from its processor. An area that cannot be used kills, as in Linux.
    void resume() {
        if (address == 0) {
            return;
        }
        try {
            if (told != task.processor()) {
                tell(task.processor());
            }
            leaveSection();
        } catch (SyscallException bad) {
            fail();
        }
    }

    /// A signal's handler is about to run: the frame must hold the address where the section is given up.
    void interrupt() {
        if (address == 0) {
            return;
        }
        try {
            leaveSection();
        } catch (SyscallException bad) {
            fail();
        }
    }

    private void fail() {
        address = 0;
        task.kernel().signals().force(task, SignalInfo.kernel(Signal.SEGV));
    }

    /// Inside the critical section: goes on at its abort address. Outside: forgets it.
    private void leaveSection() {
        UserMemory memory = task.memory();
        long section = memory.getLong(address + SECTION);
        if (section == 0) {
            return;
        }
        final long start = memory.getLong(section + SECTION_START);
        final long length = memory.getLong(section + SECTION_LENGTH);
        final long abort = memory.getLong(section + SECTION_ABORT);
        boolean sound = memory.getInt(section) == 0
                && Long.compareUnsigned(section, USER_END) < 0
                && Long.compareUnsigned(start, USER_END) < 0
                && Long.compareUnsigned(abort, USER_END) < 0
                && Long.compareUnsigned(start + length, USER_END) < 0
                && Long.compareUnsigned(start + length, start) >= 0
                && Long.compareUnsigned(abort - start, length) >= 0
                && memory.getInt(abort - Integer.BYTES) == signature;
        CpuState state = task.state();
        boolean inside = Long.compareUnsigned(state.rip - start, length) < 0;
        // The flags that once kept a section from being restarted mean an error since Linux 6.1.
        if (!sound || inside && memory.getInt(section + SECTION_FLAGS) != 0) {
            throw Errno.EINVAL.raise();
        }
        memory.putLong(address + SECTION, 0);
        if (inside) {
            state.rip = abort;
        }
    }
}
