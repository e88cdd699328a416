package org.hermitscope.monitor.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;

/// What is done to a channel without waiting for the outcome: when it fails, the channel closes, and that is
/// reported in one place.
final class Wire {
    private Wire() {}

    static void write(Channel channel, int... bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = (byte) bytes[i];
        }
        var _ = channel.write(Unpooled.wrappedBuffer(out));
    }

    static void close(Channel channel) {
        var _ = channel.close();
    }

    static void closeLater(Channel channel, long milliseconds) {
        var _ = channel.eventLoop()
                .schedule(
                        () -> {
                            if (channel.isOpen()) {
                                close(channel);
                            }
                        },
                        milliseconds,
                        TimeUnit.MILLISECONDS);
    }

    /// The other half has ended: closes if ours has, too.
    static void inputEnded(Channel channel) {
        if (channel instanceof SocketChannel socket && socket.isOutputShutdown()) {
            close(channel);
        }
    }

    /// Ends our half. Closing with unread input would send a reset, and the client could lose the last lines:
    /// the rest follows when the client answers, or after a second.
    static void endOutput(Channel channel) {
        if (channel instanceof SocketChannel socket && socket.isActive() && !socket.isInputShutdown()) {
            var _ = socket.shutdownOutput();
            closeLater(channel, 1000);
        } else {
            close(channel);
        }
    }
}
