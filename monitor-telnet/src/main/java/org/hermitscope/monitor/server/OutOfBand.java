package org.hermitscope.monitor.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;

/// Keeps TCP urgent data in the stream. Telnet clients send one byte of IAC DM as urgent data with each
/// interrupt; taken out of the stream, it would leave half a command behind (RFC 854, the Synch).
final class OutOfBand {
    private OutOfBand() {}

    static void inline(ServerBootstrap bootstrap) {
        try (SocketChannel probe = SocketChannel.open()) {
            // The JDK supports the option but has no public constant for it.
            for (SocketOption<?> option : probe.supportedOptions()) {
                if (option.name().equals("SO_OOBINLINE") && option.type().equals(Boolean.class)) {
                    set(bootstrap, option);
                }
            }
        } catch (IOException e) {
            // Without it, an interrupt may show as an unknown character.
            System.getLogger(OutOfBand.class.getName()).log(System.Logger.Level.DEBUG, "SO_OOBINLINE", e);
        }
    }

    @SuppressWarnings("unchecked") // the option's type was compared with Boolean
    private static void set(ServerBootstrap bootstrap, SocketOption<?> option) {
        bootstrap.childOption(NioChannelOption.of((SocketOption<Boolean>) option), true);
    }
}
