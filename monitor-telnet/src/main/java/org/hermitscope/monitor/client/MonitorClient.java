package org.hermitscope.monitor.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.hermitscope.monitor.Status;
import org.jspecify.annotations.Nullable;

/// Talks to a monitor in script mode: a line is sent, its answer comes back together with how it ended.
/// Blocking, for one thread.
///
/// The protocol is plain text, so that any program can speak it. The client sends `script on` and skips
/// everything up to the line `OK`. Then each line it sends is answered by lines that start with one blank,
/// which is not part of the answer, and by a line `OK`, `ERROR` or `CANCELLED`.
public final class MonitorClient implements AutoCloseable {
    /// An answer.
    ///
    /// @param status how the line ended; with several commands on a line, the worst
    /// @param text what was printed, lines ended by `\n`
    public record Answer(Status status, String text) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private MonitorClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(new TelnetFilter(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /// Connects and switches to script mode.
    ///
    /// @param limit for connecting and for each line of the greeting; answers may take any time
    /// @throws IOException with a message for people when nothing answers or the monitor refuses
    public static MonitorClient connect(InetSocketAddress address, Duration limit) throws IOException {
        Socket socket = open(address, limit);
        try {
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
            MonitorClient client = new MonitorClient(socket);
            client.start();
            socket.setSoTimeout(0);
            return client;
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new IOException(name(address) + ": no monitor answers there", e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void start() throws IOException {
        send("script on");
        String last = "";
        while (true) {
            String line = readLine();
            if (line == null) {
                throw new IOException(last.isBlank() ? "the monitor closed the connection" : last.strip());
            }
            if (line.equals(Status.OK.name())) {
                return;
            }
            last = line;
        }
    }

    /// Sends a line and collects its answer.
    ///
    /// @throws IOException when the connection ends before the answer does, as it may after `quit`
    public Answer execute(String line) throws IOException {
        StringBuilder text = new StringBuilder();
        Status status = execute(line, piece -> text.append(piece).append('\n'));
        return new Answer(status, text.toString());
    }

    /// Sends a line and passes its answer on line by line while it comes: for commands that run long.
    ///
    /// @param line without a line end in it
    /// @param lines takes the lines, without their ends
    public Status execute(String line, Consumer<String> lines) throws IOException {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("one line at a time");
        }
        send(line);
        while (true) {
            String answer = readLine();
            if (answer == null) {
                throw new IOException("the monitor closed the connection");
            }
            if (answer.startsWith(" ")) {
                lines.accept(answer.substring(1));
                continue;
            }
            Status status = status(answer);
            if (status != null) {
                return status;
            }
            // News from the monitor itself, such as its last words.
            lines.accept(answer);
        }
    }

    private static @Nullable Status status(String line) {
        for (Status status : Status.values()) {
            if (status.name().equals(line)) {
                return status;
            }
        }
        return null;
    }

    private void send(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// A line without its end; null at the end of the stream.
    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int c = in.read();
            if (c < 0 && line.size() == 0) {
                return null;
            }
            if (c < 0 || c == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (c != '\r') {
                line.write(c);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// Connects a person: copies `from` to the monitor and the monitor to `to` until either ends. There is no
    /// line editing beyond what the terminal has; a telnet client gets more.
    ///
    /// @throws IOException when nothing answers, or the connection breaks
    public static void interactive(InetSocketAddress address, Duration limit, InputStream from, OutputStream to)
            throws IOException {
        try (Socket socket = open(address, limit)) {
            OutputStream out = socket.getOutputStream();
            Thread.ofVirtual().name("monitor-input").start(() -> copyInput(socket, from, out));
            InputStream in = new TelnetFilter(socket.getInputStream());
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                to.write(bytes, 0, n);
                to.flush();
            }
        }
    }

    private static void copyInput(Socket socket, InputStream from, OutputStream out) {
        try {
            byte[] bytes = new byte[8192];
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                out.write(bytes, 0, n);
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            // The other direction sees the end of the connection and reports it.
            System.getLogger(MonitorClient.class.getName()).log(System.Logger.Level.DEBUG, "monitor input", e);
        }
    }

    private static Socket open(InetSocketAddress address, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException(name(address) + ": " + e.getMessage(), e);
        }
    }

    private static String name(InetSocketAddress address) {
        return "monitor " + address.getHostString() + ":" + address.getPort();
    }
}
