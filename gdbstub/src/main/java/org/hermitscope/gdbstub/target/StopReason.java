package org.hermitscope.gdbstub.target;

/// What, besides a signal, made a thread stop.
public sealed interface StopReason {

    /// Nothing in particular: a finished step, a signal, an interrupt.
    record None() implements StopReason {}

    /// An inserted software breakpoint. The pc is the breakpoint's address.
    record SoftwareBreakpoint() implements StopReason {}

    /// An inserted hardware breakpoint. The pc is the breakpoint's address.
    record HardwareBreakpoint() implements StopReason {}

    /// A watched access has taken place: the memory holds its result, the pc is that of the following
    /// instruction.
    ///
    /// @param kind the kind the watchpoint was inserted with
    /// @param address of a byte of the watched range that was accessed
    record Watch(Watchpoint.Kind kind, long address) implements StopReason {}

    /// The thread is about to execute a system call, see [CatchSyscalls].
    record SyscallEntry(int number) implements StopReason {}

    /// The thread has executed a system call.
    record SyscallReturn(int number) implements StopReason {}

    /// Reverse or replayed execution came to an end of the recording.
    record EndOfRecording(boolean atBegin) implements StopReason {}
}
