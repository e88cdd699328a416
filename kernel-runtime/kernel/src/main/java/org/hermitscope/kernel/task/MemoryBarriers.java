package org.hermitscope.kernel.task;

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
            case GLOBAL, GLOBAL_EXPEDITED -> kernel.engine().barrier();
            case PRIVATE_EXPEDITED, PRIVATE_SYNC_CORE, PRIVATE_RSEQ -> {
                if ((registered & command << 1) == 0) {
                    throw Errno.EPERM.raise();
                }
                kernel.engine().barrier();
            }
            case REGISTER_GLOBAL_EXPEDITED -> {
                // Every task takes part anyway.
            }
            default -> registered |= command;
        }
        return 0;
    }
}
