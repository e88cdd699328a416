package org.hermitscope.kernel.debug;

/// A debugger, or whatever else watches guest threads. Every method is called on the guest thread concerned, at an
/// instruction boundary, with no kernel lock held; the thread waits for the method to return and has given its
/// processor away meanwhile.
public interface Supervisor {
    /// Something happened. The method blocks for as long as the thread shall stand still.
    Resumption stopped(GuestThread thread, StopEvent event);

    /// Whether a system call shall be reported at entry and return.
    boolean wantsSyscall(int number);

    /// The thread has made its last instruction; the process lives on unless [#processEnded] follows.
    void threadEnded(GuestThread thread);

    /// The process is over: its last thread calls this.
    ///
    /// @param status exit status, or the signal that killed it, as wait(2) encodes them
    void processEnded(int status);
}
