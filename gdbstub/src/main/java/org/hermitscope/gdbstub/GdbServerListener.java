package org.hermitscope.gdbstub;

import java.net.SocketAddress;

/// Told what happens to the server, for the host's log. Called on any thread; must not block.
public interface GdbServerListener {

    /// A client has begun a session.
    default void connected(SocketAddress client) {}

    /// A session has ended.
    ///
    /// @param reason one line: `detached`, `killed the program`, `connection lost`, ...
    default void disconnected(SocketAddress client, String reason) {}

    /// The program is over, but a client in extended mode stays, and [GdbServer#awaitClient] waits for it.
    default void stays(SocketAddress client) {}

    /// A client was turned away.
    ///
    /// @param reason one line: `HTTP client on the gdb port`, `another client is connected`, ...
    default void refused(SocketAddress client, String reason) {}

    /// The target threw something that is not a [org.hermitscope.gdbstub.target.TargetException]. The session
    /// goes on.
    ///
    /// @param during what was being done
    default void failed(String during, Throwable cause) {}

    /// Every packet, for a protocol log. Costly: called only if [#wantsPackets()].
    ///
    /// @param fromClient false for what the stub sends
    /// @param payload printable; other bytes as `\xNN`
    default void packet(boolean fromClient, String payload) {}

    /// Whether [#packet] is called. Asked once for each session.
    default boolean wantsPackets() {
        return false;
    }
}
