package org.hermitscope.gdbstub.session;

/// Told about one session. Called on the session thread.
public interface SessionListener {

    /// The target threw what it should not.
    void failed(String during, Throwable cause);

    /// The session is over.
    void ended(String reason);
}
