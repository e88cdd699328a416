package org.hermitscope.gdbstub.target;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Capability: what to tell about a thread. Packets `qXfer:threads:read`, `qThreadExtraInfo`, and `core` in
/// stop replies.
public interface ThreadDetails {

    /// @param name short, as `info threads` shows it in quotes; empty: none
    /// @param extra anything more, shown in brackets, such as what the thread waits for; empty: none
    /// @param core the processor it runs or last ran on
    /// @param handle how the program's own thread library names it: for pthreads the 64-bit `pthread_t`
    record Details(String name, String extra, OptionalInt core, OptionalLong handle) {

        public Details(String name) {
            this(name, "", OptionalInt.empty(), OptionalLong.empty());
        }
    }

    /// Called for threads that [Target#threads()] listed.
    Details details(ThreadId thread);
}
