package org.hermitscope.kernel.debug;

import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.Watchpoint;

/// Why a guest thread asks its supervisor what to do.
public sealed interface StopEvent {
    /// A new thread, before its first instruction.
    enum Started implements StopEvent {
        INSTANCE
    }

    /// The single step asked for is done.
    enum Stepped implements StopEvent {
        INSTANCE
    }

    /// [GuestThread#requestStop] was called.
    enum Requested implements StopEvent {
        INSTANCE
    }

    /// RIP is at a breakpoint whose instruction has not run. Going on with RIP unchanged runs it.
    record Breakpoint(long linear) implements StopEvent {}

    /// The last instruction touched a watchpoint.
    ///
    /// @param linear first byte touched
    record WatchpointHit(long linear, Watchpoint point) implements StopEvent {}

    /// A signal is about to be delivered; [Resumption#signal] decides.
    record Signal(SignalInfo info) implements StopEvent {}

    /// A system call is about to be made: RIP is behind the instruction, arguments may be changed. Only for numbers
    /// that [Supervisor#wantsSyscall] names.
    record SyscallEntry(int number) implements StopEvent {}

    /// A system call has its result in RAX.
    record SyscallReturn(int number) implements StopEvent {}
}
