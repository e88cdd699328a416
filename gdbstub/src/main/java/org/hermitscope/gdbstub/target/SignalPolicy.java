package org.hermitscope.gdbstub.target;

import java.util.Set;

/// Capability: signals that need not stop the program. Packets `QPassSignals` and `QProgramSignals`. Numbers
/// are gdb's, see [GdbSignal].
public interface SignalPolicy {

    /// These signals are delivered to the program without a stop; replaces the previous set. Empty at the begin
    /// of a session.
    void pass(Set<Integer> signals);

    /// Only these signals may be delivered to the program when the client detaches or resumes it; replaces the
    /// previous set.
    default void program(Set<Integer> signals) {}
}
