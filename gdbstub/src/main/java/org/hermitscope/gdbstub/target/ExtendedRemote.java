package org.hermitscope.gdbstub.target;

/// Capability: starts programs. Packets `vRun` and `R` and what prepares them.
public interface ExtendedRemote {

    /// Ends the program that runs, if any, and starts one, stopped before its first instruction. All
    /// breakpoints and watchpoints have been removed by then.
    ///
    /// @return the stop to report, usually [StopReply.Signalled] with [GdbSignal#TRAP]
    /// @throws TargetException if it cannot be started; what ran before goes on then
    StopReply run(ProgramStart start);

    /// Starts the same program again with what it was started with last time.
    StopReply restart();

    /// Attaches to another process (`vAttach`).
    ///
    /// @throws TargetException by default: there are no processes to choose from
    default StopReply attach(int pid) {
        throw new TargetException(
                TargetException.ENOSYS, "cannot attach to process " + pid + ": this target has no other processes");
    }
}
