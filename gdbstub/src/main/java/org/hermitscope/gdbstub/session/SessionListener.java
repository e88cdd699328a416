package org.hermitscope.gdbstub.session;

/// Told about one session. Called on the session thread.
public interface SessionListener {

    /// The target threw what it should not.
    void failed(String during, Throwable cause);

    /// The program is over, but the client stays until it leaves by itself.
    void stays();

    /// The session is over.
    void ended(String reason);
}
