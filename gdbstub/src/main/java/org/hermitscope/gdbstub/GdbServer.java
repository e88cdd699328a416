package org.hermitscope.gdbstub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.hermitscope.gdbstub.packet.PacketTable;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.wire.RspFrameDecoder;
import org.hermitscope.gdbstub.wire.RspFrameEncoder;
import org.jspecify.annotations.Nullable;

/// Serves one [Target] to one gdb at a time. The next can come when the last has gone.
///
/// ```java
/// try (GdbServer server = GdbServer.start(target, GdbServerOptions.loopback(1234))) {
///     target.awaitEnd();
/// }
/// ```
public final class GdbServer implements AutoCloseable {
    private static final int CLOSE_MILLIS = 1000;
    private static final int KEEP_ALIVE_IDLE_SECONDS = 30;
    private static final int KEEP_ALIVE_PROBE_SECONDS = 10;
    private static final int KEEP_ALIVE_PROBES = 3;

    private final Target target;
    private final GdbServerOptions options;
    private final PacketTable packets = new PacketTable();
    private final MultiThreadIoEventLoopGroup eventLoop;
    private final Channel serverChannel;

    private @Nullable ClientHandler active;
    private @Nullable Session session;
    private @Nullable Thread sessionThread;

    private GdbServer(Target target, GdbServerOptions options) {
        this.target = target;
        this.options = options;
        eventLoop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("gdb-server", true), NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // A client whose host died gives way within a minute or so.
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_IDLE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_PROBE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_PROBES)
                .childHandler(new ClientInitializer(this, options))
                .bind(options.address())
                .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            Future<?> _ = eventLoop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            InetSocketAddress address = options.address();
            throw new GdbServerException(
                    "cannot listen on " + host(address) + ":" + address.getPort() + ": " + cause.getMessage(), cause);
        }
        serverChannel = bound.channel();
    }

    /// Begins to listen. Returns when clients can connect.
    ///
    /// @throws GdbServerException if the port is in use or cannot be bound
    public static GdbServer start(Target target, GdbServerOptions options) {
        return new GdbServer(target, options);
    }

    /// As a number: what a name stands for differs from host to host.
    private static String host(InetSocketAddress address) {
        InetAddress number = address.getAddress();
        return number == null ? address.getHostString() : number.getHostAddress();
    }

    private static final class ClientInitializer extends ChannelInitializer<Channel> {
        private final GdbServer server;
        private final GdbServerOptions options;

        ClientInitializer(GdbServer server, GdbServerOptions options) {
            this.server = server;
            this.options = options;
        }

        @Override
        protected void initChannel(Channel channel) {
            RspFrameDecoder decoder = new RspFrameDecoder(options.packetSize());
            channel.pipeline()
                    .addLast(
                            decoder,
                            new RspFrameEncoder(),
                            new ClientHandler(server, options.listener(), channel, decoder));
        }
    }

    /// Where it listens, with the actual port.
    public InetSocketAddress address() {
        return (InetSocketAddress) serverChannel.localAddress();
    }

    /// Whether a client has a session.
    public synchronized boolean connected() {
        return active != null;
    }

    /// Gives the session to a client.
    ///
    /// @return null if another has it
    synchronized @Nullable Session claim(ClientHandler client) {
        if (active != null || !serverChannel.isOpen()) {
            return null;
        }
        Session begun = new Session(target, packets, client, client, this::leave, options.packetSize());
        active = client;
        session = begun;
        options.listener().connected(client.address());
        sessionThread = Thread.ofVirtual().name("gdb-session").start(begun);
        return begun;
    }

    /// The client's session is over.
    synchronized void released(ClientHandler client) {
        if (active == client) {
            active = null;
            session = null;
            sessionThread = null;
        }
    }

    private void leave(Target abandoned) {
        switch (options.onDisconnect()) {
            case CONTINUE -> abandoned.detach(Detach.RUN_ON);
            case STOP -> abandoned.detach(Detach.STAY_STOPPED);
            case KILL -> abandoned.kill();
        }
    }

    /// To be called when the program is over: stops listening, and waits for a client in extended mode, which has
    /// been told of the end and may still ask, until it leaves or [#close] is called. Other sessions end at once.
    public void awaitClient() throws InterruptedException {
        serverChannel.close().awaitUninterruptibly();
        ClientHandler client;
        Session ending;
        Thread thread;
        synchronized (this) {
            client = active;
            ending = session;
            thread = sessionThread;
        }
        if (client != null && ending != null && thread != null) {
            ending.finishing();
            thread.join();
            client.channel().closeFuture().await(CLOSE_MILLIS);
        }
    }

    /// Ends the session, if any, after what the target has reported so far was sent (a second at most), and
    /// stops listening. A session's breakpoints are removed; the program is left running or standing, as it is.
    /// May be called more than once, and from within the target, but not from [GdbServerListener#connected] or
    /// [GdbServerListener#refused].
    @Override
    public void close() {
        serverChannel.close().awaitUninterruptibly();
        ClientHandler client;
        Session ending;
        Thread thread;
        synchronized (this) {
            client = active;
            ending = session;
            thread = sessionThread;
        }
        if (client != null && ending != null && thread != null) {
            ending.closing();
            if (!Thread.currentThread().equals(thread)) {
                awaitEnd(thread, client.channel());
            }
        }
        Future<?> _ = eventLoop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void awaitEnd(Thread thread, Channel channel) {
        try {
            if (thread.join(Duration.ofMillis(CLOSE_MILLIS))) {
                channel.closeFuture().await(CLOSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
