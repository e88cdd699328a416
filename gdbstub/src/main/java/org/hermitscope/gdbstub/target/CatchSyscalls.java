package org.hermitscope.gdbstub.target;

import java.util.Set;

/// Capability: stops before and after system calls. Packet `QCatchSyscalls`. Stops carry
/// [StopReason.SyscallEntry] or [StopReason.SyscallReturn].
public interface CatchSyscalls {

    /// Every system call stops.
    void catchAll();

    /// Only these numbers stop, in the numbering of the target's architecture; an empty set catches nothing.
    /// Nothing is caught at the begin of a session.
    void catchOnly(Set<Integer> numbers);
}
