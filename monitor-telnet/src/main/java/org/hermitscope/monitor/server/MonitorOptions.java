package org.hermitscope.monitor.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// How a monitor is served.
///
/// @param address where to listen; port 0 picks a free one
/// @param banner the first line a client sees
/// @param prompt what asks for a command, with its trailing blank
/// @param clients how many may be connected at once
/// @param slowClient how long a client may read nothing while output waits, before it is dropped
/// @param lineLimit the longest line in characters
public record MonitorOptions(
        InetSocketAddress address, String banner, String prompt, int clients, Duration slowClient, int lineLimit) {
    public MonitorOptions {
        if (clients < 1 || lineLimit < 16 || slowClient.isNegative()) {
            throw new IllegalArgumentException("clients " + clients + ", line limit " + lineLimit);
        }
    }

    /// Loopback, prompt `(hermit) `, eight clients, 30 seconds, 4096 characters.
    ///
    /// @param port 0 to 65535
    /// @param version as in the banner: `HermitScope 0.1.0`
    public static MonitorOptions loopback(int port, String version) {
        return new MonitorOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                version + " monitor - type 'help' for more information",
                "(hermit) ",
                8,
                Duration.ofSeconds(30),
                4096);
    }

    /// The same at another address.
    public MonitorOptions withAddress(InetSocketAddress changed) {
        return new MonitorOptions(changed, banner, prompt, clients, slowClient, lineLimit);
    }

    /// The same with another prompt, for example `(qemu) `.
    public MonitorOptions withPrompt(String changed) {
        return new MonitorOptions(address, banner, changed, clients, slowClient, lineLimit);
    }

    /// The same for another number of clients.
    public MonitorOptions withClients(int changed) {
        return new MonitorOptions(address, banner, prompt, changed, slowClient, lineLimit);
    }

    /// The same with another patience.
    public MonitorOptions withSlowClient(Duration changed) {
        return new MonitorOptions(address, banner, prompt, clients, changed, lineLimit);
    }
}
