package org.hermitscope.vmm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Where a server listens or a client connects.
///
/// @param host an IPv4 or IPv6 address without brackets, or a host name
/// @param port 0 to 65535; 0 takes a free one
public record HostPort(String host, int port) {
    /// Where servers listen unless they are told otherwise: nobody else can reach it.
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LAST_PORT = 65535;

    public HostPort {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("empty host");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
    }

    /// A port on the loopback address.
    public static HostPort loopback(int port) {
        return new HostPort(LOOPBACK, port);
    }

    /// Reads `[ADDRESS:]PORT`, where an IPv6 address stands in brackets and a missing address is loopback.
    ///
    /// @throws IllegalArgumentException with a message that names what is wrong with the text
    public static HostPort parse(String text) {
        if (text.startsWith("[") && text.indexOf(']') < 0) {
            throw new IllegalArgumentException("'" + text + "' has no closing bracket: give [::1]:1234");
        }
        int colon = text.lastIndexOf(':');
        String address = colon < 0 ? "" : text.substring(0, colon);
        int port = parsePort(text.substring(colon + 1));
        if (address.isEmpty()) {
            return loopback(port);
        }
        boolean bracketed = address.startsWith("[");
        if (bracketed && !(address.endsWith("]") && address.length() > 2)) {
            throw new IllegalArgumentException("'" + address + "' is not a bracketed IPv6 address such as [::1]");
        }
        if (!bracketed && address.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address needs brackets, as in [::1]:1234");
        }
        return new HostPort(bracketed ? address.substring(1, address.length() - 1) : address, port);
    }

    private static int parsePort(String digits) {
        int port = -1;
        if (!digits.isEmpty() && digits.length() <= 5) {
            port = 0;
            for (int i = 0; i < digits.length() && port >= 0; i++) {
                int digit = digits.charAt(i) - '0';
                port = digit < 0 || digit > 9 ? -1 : 10 * port + digit;
            }
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("'" + digits + "' is not a port number from 0 to 65535");
        }
        return port;
    }

    /// The socket address to bind or connect to.
    ///
    /// @throws VmmException if the name cannot be resolved
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new VmmException(VmmException.USAGE, "unknown host '" + host + "': give an IP address", e);
        }
    }

    /// `host:port`, as gdb and telnet take it, with brackets around an IPv6 address.
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]:" : host + ":") + port;
    }
}
