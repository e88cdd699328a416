package org.hermitscope.gdbstub.target;

/// Why the program stands still, or that it ended.
public sealed interface StopReply {

    /// A thread stopped.
    ///
    /// @param signal in gdb's numbering ([GdbSignal]), 0 to 255. [GdbSignal#TRAP] for steps, breakpoints,
    ///     watchpoints and system calls. A signal the program is about to receive is reported before it takes
    ///     effect: the next resume says whether it does.
    record Signalled(ThreadId thread, int signal, StopReason reason) implements StopReply {
        public Signalled {
            if (signal < 0 || signal > 255) {
                throw new IllegalArgumentException("signal " + signal);
            }
        }

        public Signalled(ThreadId thread, int signal) {
            this(thread, signal, new StopReason.None());
        }
    }

    /// The process ended by itself, and there is no other.
    ///
    /// @param status what it handed to exit, all 32 bits
    record Exited(int pid, int status) implements StopReply {}

    /// The process was ended by a signal, in gdb's numbering, and there is no other.
    record Terminated(int pid, int signal) implements StopReply {}

    /// No thread that was resumed is left, though others that were kept from running are.
    record NoResumed() implements StopReply {}

    /// A thread came into being and has executed nothing yet. Only after [ThreadEvents] asked for it.
    record ThreadCreated(ThreadId thread) implements StopReply {}

    /// A thread ended and is not in the list of threads any more. Only after [ThreadEvents] asked for it.
    record ThreadExited(ThreadId thread, int status) implements StopReply {}
}
