package org.hermitscope.gdbstub;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hermitscope.gdbstub.session.Link;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.session.SessionListener;
import org.hermitscope.gdbstub.wire.Reply;
import org.hermitscope.gdbstub.wire.RspFrameDecoder;
import org.hermitscope.gdbstub.wire.RspMessage;
import org.jspecify.annotations.Nullable;

/// One connection. It becomes the session's with its first whole packet: who only connects, or speaks something
/// else, disturbs nobody. Lives on the event loop, apart from the methods of [Link].
final class ClientHandler extends SimpleChannelInboundHandler<RspMessage> implements Link, SessionListener {
    private static final int FIRST_PACKET_SECONDS = 30;
    private static final int SLOW_READER_SECONDS = 30;
    // gdb asks one thing at a time; a few more are read ahead, then TCP makes the client wait.
    private static final int MOST_PENDING = 64;

    private final GdbServer server;
    private final GdbServerListener listener;
    private final RspFrameDecoder decoder;
    private final boolean logsPackets;
    private final Channel channel;
    private final SocketAddress address;
    private final AtomicInteger pending = new AtomicInteger();
    private final Object writable = new Object();

    private @Nullable Session session;
    private boolean refused;
    private volatile boolean acknowledging = true;
    private volatile @Nullable Reply last;

    ClientHandler(GdbServer server, GdbServerListener listener, Channel channel, RspFrameDecoder decoder) {
        this.server = server;
        this.listener = listener;
        this.channel = channel;
        this.decoder = decoder;
        address = channel.remoteAddress();
        logsPackets = listener.wantsPackets();
    }

    SocketAddress address() {
        return address;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Future<?> _ = context.executor()
                .schedule(
                        () -> {
                            if (session == null) {
                                refuse("no packet within " + FIRST_PACKET_SECONDS + " s");
                            }
                        },
                        FIRST_PACKET_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, RspMessage message) {
        switch (message) {
            case RspMessage.Packet(byte[] payload) -> packet(payload);
            case RspMessage.Ack() -> {}
            case RspMessage.Nack() -> {
                Reply again = last;
                if (again != null) {
                    write(again);
                }
            }
            case RspMessage.Damaged() -> acknowledge('-');
            case RspMessage.Interrupt() -> {
                if (session != null) {
                    session.interrupted();
                }
            }
            case RspMessage.Alien(String reason) -> alien(reason);
        }
    }

    private void packet(byte[] payload) {
        if (logsPackets) {
            listener.packet(true, Reply.printable(payload, payload.length));
        }
        if (acknowledging) {
            acknowledge('+');
        }
        if (session == null) {
            session = server.claim(this);
        }
        if (session == null) {
            if (refused) {
                return;
            }
            // gdb 13 and newer show this text as a warning.
            write(Reply.of("E.another debugger is connected"));
            refuse("another client is connected");
            return;
        }
        if (pending.incrementAndGet() > MOST_PENDING) {
            channel.config().setAutoRead(false);
        }
        session.received(payload);
    }

    private void acknowledge(char how) {
        write(Unpooled.buffer(1).writeByte(how));
    }

    private void write(Object message) {
        channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private void alien(String reason) {
        if (session == null) {
            refuse(reason);
        } else {
            session.lost(reason);
        }
    }

    private void refuse(String reason) {
        if (!refused && channel.isActive()) {
            refused = true;
            listener.refused(address, reason);
            close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (session != null) {
            session.lost("connection lost");
        }
        wakeWriter();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        wakeWriter();
    }

    private void wakeWriter() {
        synchronized (writable) {
            writable.notifyAll();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (session != null) {
            session.lost("connection lost: " + cause.getMessage());
        }
        Future<?> _ = context.close();
    }

    // Link: on the session thread.

    @Override
    public void send(Reply reply) {
        if (logsPackets) {
            listener.packet(false, reply.toString());
        }
        awaitWritable();
        last = reply;
        write(reply);
    }

    private void awaitWritable() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SLOW_READER_SECONDS);
        synchronized (writable) {
            while (channel.isActive() && !channel.isWritable()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    Future<?> _ = channel.close();
                    return;
                }
                try {
                    writable.wait(left);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    Future<?> _ = channel.close();
                    return;
                }
            }
        }
    }

    @Override
    public void handled() {
        int left = pending.decrementAndGet();
        // The event loop may have stopped reading just after the first of these was passed.
        if (left == MOST_PENDING / 2 || left == 0) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void acknowledgementsOff() {
        acknowledging = false;
        decoder.ignoreChecksums();
    }

    @Override
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    // SessionListener: on the session thread.

    @Override
    public void failed(String during, Throwable cause) {
        listener.failed(during, cause);
    }

    @Override
    public void stays() {
        listener.stays(address);
    }

    @Override
    public void ended(String reason) {
        server.released(this);
        listener.disconnected(address, reason);
    }
}
