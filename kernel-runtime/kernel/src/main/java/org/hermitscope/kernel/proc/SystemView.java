package org.hermitscope.kernel.proc;

/// The machine as /proc and /sys show it.
public interface SystemView {
    /// Processors that are on.
    int processors();

    /// The lines of `/proc/cpuinfo` for one processor behind its `processor` line, each with its newline.
    String processorInfo(int processor);

    /// Bytes of memory in all.
    long memoryTotal();

    /// Bytes of memory not in use.
    long memoryFree();

    /// Nanoseconds since the machine started.
    long uptimeNanos();

    /// Nanoseconds since 1970 when the machine started.
    long bootNanos();

    /// What `uname -r` says.
    String release();

    /// What `uname -v` says.
    String version();

    /// What `uname -n` says.
    String hostName();
}
