package org.hermitscope.gdbstub;

import java.net.InetSocketAddress;
import org.hermitscope.gdbstub.target.Target;

/// Serves one [Target] to one gdb at a time.
///
/// ```java
/// try (GdbServer server = GdbServer.start(target, GdbServerOptions.loopback(1234))) {
///     target.awaitEnd();
/// }
/// ```
public final class GdbServer implements AutoCloseable {
    private final InetSocketAddress address;

    private GdbServer(InetSocketAddress address) {
        this.address = address;
    }

    /// Begins to listen. Returns when clients can connect.
    ///
    /// @throws GdbServerException if the port is in use or cannot be bound
    public static GdbServer start(Target target, GdbServerOptions options) {
        return new GdbServer(options.address());
    }

    /// Where it listens, with the actual port.
    public InetSocketAddress address() {
        return address;
    }

    /// Whether a client has a session.
    public boolean connected() {
        return false;
    }

    /// Ends the session, if any, after what the target has reported so far was sent (a second at most), and stops
    /// listening. A session's breakpoints are
    /// removed; the program is left as it is.
    @Override
    public void close() {}
}
