package org.hermitscope.machine;

/// One virtual processor. All methods but [#interrupt] belong to the thread that runs it.
public interface Vcpu {
    /// The architectural state; complete and changeable between two calls of [#run].
    CpuState state();

    /// Runs until something happens that the caller must see.
    ///
    /// @param limit instructions to retire at most; [Long#MAX_VALUE] for no limit, 1 for a single step
    VcpuExit run(long limit);

    /// Lets the next [#run] begin behind a breakpoint at the current RIP instead of reporting it.
    void passBreakpoint();

    /// Makes a running [#run], or else the next one, come back with [VcpuExit.Interrupted] soon. Any thread may
    /// call it.
    void interrupt();

    /// Instructions retired since the vCPU was made.
    long instructions();
}
