package org.hermitscope.kernel.task;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.hermitscope.kernel.abi.Errno;

/// membarrier(2): which expedited kinds the process has registered for, and the barrier itself.
public final class MemoryBarriers {
    /// What MEMBARRIER_CMD_QUERY answers: every command there is.
    public static final int ALL = 0x3ff;

    private static final int GLOBAL = 1;
    private static final int GLOBAL_EXPEDITED = 2;
    private static final int REGISTER_GLOBAL_EXPEDITED = 4;
    private static final int PRIVATE_EXPEDITED = 8;
    private static final int REGISTER_PRIVATE_EXPEDITED = 16;
    private static final int PRIVATE_SYNC_CORE = 32;
    private static final int REGISTER_PRIVATE_SYNC_CORE = 64;
    private static final int PRIVATE_RSEQ = 128;
    private static final int REGISTER_PRIVATE_RSEQ = 256;
    private static final int GET_REGISTRATIONS = 512;
    private static final int ANY_PROCESSOR = -1;

    private static final int PATIENT_LOOKS = 1_000;
    private static final long LOOK_NANOS = 20_000;

    private final Kernel kernel;
    private final AtomicInteger registered = new AtomicInteger();

    MemoryBarriers(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Serves one command for all processors.
    ///
    /// @throws org.hermitscope.kernel.abi.SyscallException EPERM for an expedited private one without
    ///     registration, EINVAL for what is none
    public long serve(Task task, int command) {
        switch (command) {
            case GLOBAL, GLOBAL_EXPEDITED -> kernel.engine().barrier();
            case PRIVATE_EXPEDITED, PRIVATE_SYNC_CORE -> {
                requireRegistered(command);
                kernel.engine().barrier();
            }
            case PRIVATE_RSEQ -> restartSequences(task, ANY_PROCESSOR);
            case REGISTER_GLOBAL_EXPEDITED, REGISTER_PRIVATE_EXPEDITED -> register(command);
            case REGISTER_PRIVATE_SYNC_CORE, REGISTER_PRIVATE_RSEQ -> register(command);
            case GET_REGISTRATIONS -> {
                return registrations();
            }
            default -> throw Errno.EINVAL.raise();
        }
        return 0;
    }

    /// MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ with MEMBARRIER_CMD_FLAG_CPU: restarts the critical section that
    /// runs on one processor.
    public long restartSequences(Task task, int processor) {
        requireRegistered(PRIVATE_RSEQ);
        for (Task other : kernel.tasks()) {
            long before = other.passes().count();
            boolean concerned = processor == ANY_PROCESSOR || other.processor() == processor;
            if (other != task && concerned && GuestPasses.isInside(before)) {
                other.turn().markResumed();
                other.vcpu().interrupt();
                awaitPass(task, other, before);
            }
        }
        return 0;
    }

    private void register(int command) {
        int _ = registered.accumulateAndGet(command, (before, kind) -> before | kind);
    }

    /// Linux counts the plain private kind as registered with the special ones, though it may not be used then.
    private int registrations() {
        int kinds = registered.get();
        return (kinds & (REGISTER_PRIVATE_SYNC_CORE | REGISTER_PRIVATE_RSEQ)) != 0
                ? kinds | REGISTER_PRIVATE_EXPEDITED
                : kinds;
    }

    private void requireRegistered(int command) {
        if ((registered.get() & command << 1) == 0) {
            throw Errno.EPERM.raise();
        }
    }

    /// A task inside has a processor, so that it comes out by itself at the end of a block.
    private static void awaitPass(Task caller, Task task, long before) {
        for (int looks = 0; task.passes().count() == before && (caller.work() & Work.EXIT) == 0; looks++) {
            if (looks < PATIENT_LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(task, LOOK_NANOS);
            }
        }
    }
}
