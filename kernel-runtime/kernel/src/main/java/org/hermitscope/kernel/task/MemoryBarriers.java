package org.hermitscope.kernel.task;

import java.lang.invoke.VarHandle;
import org.hermitscope.kernel.abi.Errno;

/// membarrier(2): which expedited kinds the process has registered for, and the barrier itself.
public final class MemoryBarriers {
    private static final int GLOBAL = 1;
    private static final int GLOBAL_EXPEDITED = 2;
    private static final int REGISTER_GLOBAL_EXPEDITED = 4;
    private static final int PRIVATE_EXPEDITED = 8;
    private static final int PRIVATE_SYNC_CORE = 32;
    private static final int PRIVATE_RSEQ = 128;

    private final Kernel kernel;
    private volatile int registered;

    MemoryBarriers(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Serves one command. EPERM for an expedited private one that was not registered.
    public long serve(int command) {
        switch (command) {
            case GLOBAL, GLOBAL_EXPEDITED -> barrier();
            case PRIVATE_EXPEDITED, PRIVATE_SYNC_CORE, PRIVATE_RSEQ -> {
                if ((registered & command << 1) == 0) {
                    throw Errno.EPERM.raise();
                }
                barrier();
            }
            case REGISTER_GLOBAL_EXPEDITED -> {
                // Every task takes part anyway.
            }
            default -> registered |= command;
        }
        return 0;
    }

    /// Makes every running task leave its guest code once, which orders its accesses.
    private void barrier() {
        VarHandle.fullFence();
        for (Task task : kernel.tasks()) {
            if (task.isRunning()) {
                task.vcpu().interrupt();
            }
        }
        VarHandle.fullFence();
    }
}
