package org.hermitscope.gdbstub.target;

/// What one thread does when the target is resumed.
public sealed interface ResumeAction {

    /// Runs.
    ///
    /// @param signal delivered to the thread first, in gdb's numbering; 0 for none
    record Continue(int signal) implements ResumeAction {}

    /// Executes one instruction, or, with a signal, enters its handler.
    ///
    /// @param signal delivered to the thread first, in gdb's numbering; 0 for none
    record Step(int signal) implements ResumeAction {}

    /// Executes instructions, at least one, while the pc is in `[start, end)`; stops early for any other event.
    record StepRange(long start, long end) implements ResumeAction {

        /// Whether the range holds `pc` (unsigned).
        public boolean contains(long pc) {
            return Long.compareUnsigned(pc, start) >= 0 && Long.compareUnsigned(pc, end) < 0;
        }
    }

    /// Stands still while others run.
    record Stay() implements ResumeAction {}
}
