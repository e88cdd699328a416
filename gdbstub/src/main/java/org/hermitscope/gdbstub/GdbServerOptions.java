package org.hermitscope.gdbstub;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// How to serve.
///
/// @param address where to listen; port 0 takes any free one
/// @param onDisconnect what becomes of the program when the connection is lost without a detach
/// @param listener told about clients
/// @param packetSize longest packet accepted, in bytes, 1,024 to 524,288 (gdb's own limit). gdb adapts the size
///     of memory transfers to it.
public record GdbServerOptions(
        InetSocketAddress address, OnDisconnect onDisconnect, GdbServerListener listener, int packetSize) {

    /// What becomes of the program when the connection is lost. Breakpoints and watchpoints are removed in any
    /// case.
    public enum OnDisconnect {
        CONTINUE,
        STOP,
        KILL
    }

    private static final int SMALLEST_PACKET = 1024;
    private static final int LARGEST_PACKET = 512 * 1024;
    private static final int DEFAULT_PACKET = 128 * 1024;

    public GdbServerOptions {
        if (packetSize < SMALLEST_PACKET || packetSize > LARGEST_PACKET) {
            throw new IllegalArgumentException("packet size " + packetSize);
        }
    }

    /// Loopback only, the program runs on when the client vanishes, nobody is told.
    public static GdbServerOptions loopback(int port) {
        return new GdbServerOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                OnDisconnect.CONTINUE,
                new GdbServerListener() {},
                DEFAULT_PACKET);
    }

    public GdbServerOptions withAddress(InetSocketAddress newAddress) {
        return new GdbServerOptions(newAddress, onDisconnect, listener, packetSize);
    }

    public GdbServerOptions withOnDisconnect(OnDisconnect newOnDisconnect) {
        return new GdbServerOptions(address, newOnDisconnect, listener, packetSize);
    }

    public GdbServerOptions withListener(GdbServerListener newListener) {
        return new GdbServerOptions(address, onDisconnect, newListener, packetSize);
    }

    public GdbServerOptions withPacketSize(int newPacketSize) {
        return new GdbServerOptions(address, onDisconnect, listener, newPacketSize);
    }
}
