package org.hermitscope.gdbstub.toy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/// A client that says exactly what a test wants.
public final class RspClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    public RspClient(SocketAddress server) throws IOException {
        socket.connect(server);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// A packet in its frame; one character is one byte.
    public static byte[] frame(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        int sum = 0;
        for (byte next : bytes) {
            sum += next;
        }
        String checksum = Integer.toHexString(0x100 | (sum & 0xff)).substring(1);
        return ("$" + payload + "#" + checksum).getBytes(StandardCharsets.ISO_8859_1);
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    public void raw(String bytes) throws IOException {
        raw(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends a packet.
    public void send(String payload) throws IOException {
        raw(frame(payload));
    }

    /// Sends a packet and returns the answer.
    public String ask(String payload) throws IOException {
        send(payload);
        return receive();
    }

    /// Turns acknowledgements off.
    public RspClient quiet() throws IOException {
        if (!ask("QStartNoAckMode").equals("OK")) {
            throw new IOException("acknowledgements stay on");
        }
        raw("+");
        return this;
    }

    /// The next packet's payload, runs undone; acknowledgements before it are skipped.
    public String receive() throws IOException {
        int next = in.read();
        while (next == '+' || next == '-') {
            next = in.read();
        }
        if (next != '$') {
            throw new IOException("no packet but " + next);
        }
        StringBuilder payload = new StringBuilder();
        int sum = 0;
        next = in.read();
        while (next != '#') {
            if (next < 0) {
                throw new IOException("connection ended in a packet");
            }
            sum += next;
            if (next == '*') {
                int count = in.read();
                sum += count;
                payload.append(
                        String.valueOf(payload.charAt(payload.length() - 1)).repeat(count - 29));
            } else {
                payload.append((char) next);
            }
            next = in.read();
        }
        int checksum = Integer.parseInt("" + (char) in.read() + (char) in.read(), 16);
        if (checksum != (sum & 0xff)) {
            throw new IOException("bad checksum of " + payload);
        }
        return payload.toString();
    }

    /// The next byte, -1 at the end of the connection.
    public int read() throws IOException {
        try {
            return in.read();
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }

    /// Everything until the server closes.
    public String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            all.write(next);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /// Binary data of an answer: escapes undone.
    public static String unescape(String data) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < data.length(); i++) {
            char next = data.charAt(i);
            plain.append(next == '}' ? (char) (data.charAt(++i) ^ 0x20) : next);
        }
        return plain.toString();
    }

    /// Makes closing abort the connection, as the death of a client does.
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
