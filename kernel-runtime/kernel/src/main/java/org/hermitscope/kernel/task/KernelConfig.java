package org.hermitscope.kernel.task;

import org.jspecify.annotations.Nullable;

/// What a guest process is told about its machine and itself.
///
/// @param hostName what `uname -n` says
/// @param processors tasks that may run at once, at least 1
/// @param memorySize bytes of memory the guest believes to have
/// @param pid of the process
/// @param randomSeed what getrandom(2) and AT_RANDOM begin from, for runs that shall repeat; null for real randomness
public record KernelConfig(
        String hostName,
        int processors,
        long memorySize,
        int pid,
        @Nullable Long randomSeed) {
    /// What `uname -r` says. C libraries refuse kernels they consider too old.
    public static final String RELEASE = "6.1.0-hermitscope";
    /// What `uname -v` says.
    public static final String VERSION = "#1 SMP";
    /// The process id when nobody asks for another.
    public static final int USUAL_PID = 1000;

    public KernelConfig {
        if (processors < 1) {
            throw new IllegalArgumentException("processors: " + processors);
        }
    }
}
