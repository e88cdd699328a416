package org.hermitscope.kernel.debug;

import org.hermitscope.machine.CpuState;

/// A guest thread as a debugger sees it.
public interface GuestThread {
    /// What gettid(2) gives.
    int tid();

    /// The name set by prctl(2), at most 15 characters.
    String name();

    /// Registers. Complete and changeable while the thread is inside [Supervisor#stopped].
    CpuState state();

    /// What it is doing, for people: `running`, `futex`, `nanosleep`, `stopped`.
    String activity();

    /// Makes it call [Supervisor#stopped] with [StopEvent.Requested] soon, wherever it is: running, sleeping in a
    /// system call (which is restarted afterwards) or waiting for a processor. Any thread may call it.
    void requestStop();
}
