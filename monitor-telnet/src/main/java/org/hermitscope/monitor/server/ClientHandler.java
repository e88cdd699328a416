package org.hermitscope.monitor.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hermitscope.monitor.Shell;
import org.hermitscope.monitor.telnet.Telnet;
import org.hermitscope.monitor.telnet.TelnetEvents;
import org.hermitscope.monitor.telnet.TelnetInput;
import org.hermitscope.monitor.telnet.TelnetOptions;
import org.hermitscope.monitor.telnet.TelnetParser;
import org.hermitscope.monitor.telnet.TerminalTypes;
import org.jspecify.annotations.Nullable;

/// The event loop's side of a connection: takes the stream apart, negotiates, and hands lines or keys to the
/// client's thread. It stops reading when that one cannot keep up.
final class ClientHandler extends ChannelInboundHandlerAdapter implements TelnetEvents, TelnetOptions.Actions {
    private static final System.Logger LOG = System.getLogger(ClientHandler.class.getName());
    /// As much input may wait, in characters.
    private static final int MOST_WAITING = 256 << 10;
    private static final int MOST_HELD = 1024;
    private static final int TYPE_PATIENCE_MS = 500;
    private static final int TTYPE_IS = 0;
    private static final int TTYPE_SEND = 1;

    private final MonitorClientThread client;
    private final MonitorOptions options;
    private final Channel channel;
    private final Consumer<ClientHandler> gone;
    private final TelnetParser parser = new TelnetParser(this);
    private final TelnetInput input = new TelnetInput(this::key);
    private final PlainLines lines;
    private final TelnetOptions negotiation = new TelnetOptions(
            this, new int[] {Telnet.ECHO, Telnet.SGA}, new int[] {Telnet.NAWS, Telnet.TTYPE, Telnet.SGA});
    private boolean firstLine = true;
    private boolean echo;
    private boolean goAheadSettled;
    private boolean typeSettled;
    private @Nullable String terminal = "ansi";
    private boolean ended;
    private boolean decided;
    private final StringBuilder held = new StringBuilder();

    /// @param threads runs the client's commands
    /// @param gone told once that the connection has ended
    ClientHandler(
            Channel channel, Shell shell, MonitorOptions options, Executor threads, Consumer<ClientHandler> gone) {
        this.channel = channel;
        this.options = options;
        this.gone = gone;
        this.client = new MonitorClientThread(channel, shell, options, threads, this::updateReading);
        this.lines = new PlainLines(options.lineLimit(), new PlainLines.Lines() {
            @Override
            public void line(String line) {
                plainLine(line);
            }

            @Override
            public void tooLong() {
                firstLine = false;
                client.tooLong();
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        negotiation.offer(Telnet.ECHO);
        negotiation.offer(Telnet.SGA);
        negotiation.request(Telnet.NAWS);
        negotiation.request(Telnet.TTYPE);
        client.greet(options.banner());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && !client.leaving()) {
                parser.accept(bytes.readByte());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
        channel.flush();
        updateReading();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        client.output().drain();
        updateReading();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        client.gone();
        gone.accept(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "monitor client " + channel.remoteAddress(), cause);
        Wire.close(channel);
    }

    /// Ends the session from the server's side.
    void end(String reason) {
        client.end(reason);
    }

    private void updateReading() {
        // After the last word only the client's own end is waited for, and a channel is no longer writable then.
        boolean read = client.leaving() || (channel.isWritable() && client.waiting() < MOST_WAITING);
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /// The client will send no more: `printf ... | nc -N` still wants the answers, while a telnet client that
    /// negotiated never half-closes and is gone.
    private void inputEnded() {
        Wire.inputEnded(channel);
        if (ended) {
            return;
        }
        ended = true;
        input.end();
        if (!held.isEmpty()) {
            decide();
        }
        if (client.editing()) {
            client.keysEnded();
        } else {
            if (!lines.isEmpty()) {
                lines.end();
            }
            client.finishAfterLines();
        }
    }

    private void key(int c) {
        if (echo && !decided) {
            hold(c);
            return;
        }
        if (c == 3) {
            interrupt(true);
        } else if (client.editing()) {
            client.key(c == '\n' ? '\r' : c);
        } else if (c == 4 && lines.isEmpty()) {
            client.finishAfterLines();
        } else {
            lines.accept(c);
        }
    }

    private void interrupt(boolean key) {
        if (client.interrupt()) {
            lines.eraseLine();
        } else if (client.editing()) {
            if (key) {
                client.key(3);
            }
        } else {
            lines.eraseLine();
        }
    }

    private void plainLine(String line) {
        if (firstLine) {
            firstLine = false;
            if (isHttp(line)) {
                LOG.log(System.Logger.Level.INFO, "HTTP client " + channel.remoteAddress() + " on the monitor port");
                client.gone();
                Wire.close(channel);
                return;
            }
        }
        client.line(line);
    }

    /// A web page can make a browser send a request to any port of its own host.
    private static boolean isHttp(String line) {
        int method = line.indexOf(' ');
        if (method < 3 || method > 7 || !line.contains(" HTTP/")) {
            return false;
        }
        for (int i = 0; i < method; i++) {
            if (line.charAt(i) < 'A' || line.charAt(i) > 'Z') {
                return false;
            }
        }
        return true;
    }

    /// The user, or an expect script, types before the terminal's type came: the keys wait for it a moment.
    private void hold(int c) {
        if (held.isEmpty()) {
            var _ = channel.eventLoop().schedule(this::decide, TYPE_PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        held.appendCodePoint(c);
        if (held.length() > MOST_HELD) {
            decide();
        }
    }

    /// Chooses between editing and plain lines, once.
    private void decide() {
        if (decided || client.leaving()) {
            return;
        }
        decided = true;
        String kind = terminal;
        if (kind == null) {
            // A terminal without cursor movement edits and echoes its lines itself, which clients do without both.
            negotiation.withdraw(Telnet.ECHO);
            negotiation.withdraw(Telnet.SGA);
        } else {
            client.startEditing(kind, lines.takeTyped());
        }
        String keys = held.toString();
        held.setLength(0);
        keys.codePoints().forEach(this::key);
        channel.flush();
    }

    private void maybeStartEditing() {
        if (echo && goAheadSettled && typeSettled) {
            decide();
        }
    }

    @Override
    public void data(int value) {
        input.accept(value);
    }

    @Override
    public void command(int code) {
        switch (code) {
            case Telnet.AYT -> Wire.write(channel, '\r', '\n', '[', 'y', 'e', 's', ']', '\r', '\n');
            case Telnet.IP, Telnet.BRK -> interrupt(true);
            case Telnet.AO -> client.output().abortOutput();
            case Telnet.EC -> key(0x7f);
            case Telnet.EL -> key(0x15);
            default -> {}
        }
    }

    @Override
    public void negotiation(int verb, int option) {
        negotiation.received(verb, option);
        maybeStartEditing();
    }

    @Override
    public void subnegotiation(int option, byte[] body, int length) {
        if (option == Telnet.NAWS && length == 4) {
            int columns = (body[0] & 0xff) << 8 | (body[1] & 0xff);
            int rows = (body[2] & 0xff) << 8 | (body[3] & 0xff);
            // RFC 1073: 0 is for a size the client does not know.
            client.resize(columns == 0 ? 80 : columns, rows == 0 ? 24 : rows);
        } else if (option == Telnet.TTYPE && length > 0 && body[0] == TTYPE_IS && !typeSettled) {
            terminal = TerminalTypes.kind(body, 1, length);
            typeSettled = true;
            maybeStartEditing();
        }
    }

    @Override
    public void send(int verb, int option) {
        Wire.write(channel, Telnet.IAC, verb, option);
    }

    @Override
    public void ours(int option, boolean active) {
        if (option == Telnet.ECHO) {
            echo = active;
        } else if (option == Telnet.SGA) {
            goAheadSettled = true;
        }
    }

    @Override
    public void theirs(int option, boolean active) {
        if (option != Telnet.TTYPE) {
            return;
        }
        if (active) {
            Wire.write(channel, Telnet.IAC, Telnet.SB, option, TTYPE_SEND, Telnet.IAC, Telnet.SE);
        } else {
            typeSettled = true;
        }
    }
}
