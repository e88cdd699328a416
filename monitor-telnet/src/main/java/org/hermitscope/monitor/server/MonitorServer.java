package org.hermitscope.monitor.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.hermitscope.monitor.Shell;

/// Serves a [Shell] over TCP to telnet clients (with line editing once they negotiated), `nc` and scripts.
/// It owns one event-loop thread; it does not own the shell.
public final class MonitorServer implements AutoCloseable {
    private final Shell shell;
    private final MonitorOptions options;
    private final EventLoopGroup group;
    private final Channel listener;
    private final Set<ClientHandler> clients = new HashSet<>();
    private final Executor threads =
            task -> Thread.ofVirtual().name("monitor-client").start(task);
    private boolean closed;

    private MonitorServer(Shell shell, MonitorOptions options) {
        this.shell = shell;
        this.options = options;
        this.group = new MultiThreadIoEventLoopGroup(
                1, Thread.ofPlatform().daemon().name("monitor-net").factory(), NioIoHandler.newFactory());
        this.listener = bind();
    }

    /// Starts listening; clients are served from then on.
    ///
    /// @throws MonitorException when the address cannot be used, for example because the port is in use
    public static MonitorServer start(Shell shell, MonitorOptions options) {
        return new MonitorServer(shell, options);
    }

    private Channel bind() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Left alone, the kernel takes megabytes of output that a Ctrl-C could no longer stop.
                .childOption(ChannelOption.SO_SNDBUF, 128 << 10)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 << 10, 256 << 10))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                });
        OutOfBand.inline(bootstrap);
        ChannelFuture bound = bootstrap.bind(options.address()).awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            stop();
            throw new MonitorException(
                    "monitor: cannot listen on " + options.address().getHostString() + ":"
                            + options.address().getPort() + ": " + cause.getMessage(),
                    cause);
        }
        return bound.channel();
    }

    /// Where it listens, with the port that was picked.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /// How many clients are connected.
    public int clients() {
        synchronized (clients) {
            return clients.size();
        }
    }

    private void accept(SocketChannel channel) {
        synchronized (clients) {
            if (!closed && clients.size() < options.clients()) {
                ClientHandler handler = new ClientHandler(channel, shell, options, threads, this::forget);
                clients.add(handler);
                channel.pipeline().addLast(handler);
                return;
            }
        }
        channel.pipeline().addLast(new Refusal(options.clients()));
    }

    private void forget(ClientHandler client) {
        synchronized (clients) {
            clients.remove(client);
        }
    }

    /// Tells a client in one line that there is no room.
    private static final class Refusal extends ChannelInboundHandlerAdapter {
        private final int limit;

        Refusal(int limit) {
            this.limit = limit;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            String line = "too many monitor clients (" + limit + "); info clients / kick\r\n";
            ctx.writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII))
                    .addListener((ChannelFutureListener) done -> Wire.endOutput(ctx.channel()));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                Wire.close(ctx.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Wire.close(ctx.channel());
        }
    }

    /// [#close(String)] with `monitor closed`.
    @Override
    public void close() {
        close("monitor closed");
    }

    /// Stops listening, cancels the clients' commands, sends each client a last line and waits up to two
    /// seconds for the connections to end.
    public void close(String lastLine) {
        Set<ClientHandler> present;
        synchronized (clients) {
            if (closed) {
                return;
            }
            closed = true;
            present = new HashSet<>(clients);
        }
        listener.close().awaitUninterruptibly();
        for (ClientHandler client : present) {
            client.end(lastLine);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (clients() > 0 && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        stop();
    }

    private void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
