package org.hermitscope.monitor.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A raw client: bytes as Latin-1, telnet answers only where a test sends them.
final class Probe implements AutoCloseable {
    /// Agrees to everything the monitor proposes and says it is an xterm of 80 by 24.
    static final String XTERM = "\u00ff\u00fd\u0001\u00ff\u00fd\u0003\u00ff\u00fb\u001f\u00ff\u00fb\u0018"
            + "\u00ff\u00fa\u001f\u0000P\u0000\u0018\u00ff\u00f0\u00ff\u00fa\u0018\u0000XTERM\u00ff\u00f0";

    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final StringBuilder unread = new StringBuilder();
    private long received;

    Probe(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        // Small, so that a client that does not read is noticed soon.
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(address, PATIENCE_MS);
        in = socket.getInputStream();
    }

    Socket socket() {
        return socket;
    }

    /// Bytes received so far.
    long received() {
        return received;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Everything up to and including `end`.
    String until(String end) throws IOException {
        long limit = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        int at = unread.indexOf(end);
        while (at < 0) {
            if (System.nanoTime() > limit || !fill(PATIENCE_MS)) {
                throw new AssertionError("no '" + end + "' in: " + unread);
            }
            at = unread.indexOf(end);
        }
        String text = unread.substring(0, at + end.length());
        unread.delete(0, at + end.length());
        return text;
    }

    /// Everything that has come when at least `length` bytes have.
    String atLeast(int length) throws IOException {
        while (unread.length() < length) {
            if (!fill(PATIENCE_MS)) {
                break;
            }
        }
        String text = unread.toString();
        unread.setLength(0);
        return text;
    }

    /// Everything up to the end of the connection, a reset included.
    String untilClosed() throws IOException {
        while (true) {
            try {
                if (!fill(PATIENCE_MS)) {
                    break;
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError("still open after: " + unread, e);
            } catch (IOException e) {
                break;
            }
        }
        String text = unread.toString();
        unread.setLength(0);
        return text;
    }

    /// Everything that comes until nothing has come for a while: for output whose end cannot be told.
    String untilQuiet(int milliseconds) throws IOException {
        try {
            while (fill(milliseconds)) {
                // More may follow.
            }
        } catch (SocketTimeoutException e) {
            // Quiet.
            socket.setSoTimeout(0);
        }
        String text = unread.toString();
        unread.setLength(0);
        return text;
    }

    private boolean fill(int timeout) throws IOException {
        socket.setSoTimeout(timeout);
        byte[] bytes = new byte[65536];
        int n = in.read(bytes);
        if (n < 0) {
            return false;
        }
        received += n;
        unread.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
