package org.hermitscope.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A few words of gdb's remote protocol (GDB manual, appendix E), spoken where no gdb is installed.
final class RspConversation implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    /// `X*c` stands for X and as many more of it as c says, less this.
    private static final int REPEAT_BIAS = 29;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    RspConversation(InetSocketAddress address) throws IOException {
        socket.connect(address, PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// Sends a packet and waits for its answer.
    String ask(String packet) throws IOException {
        int sum = 0;
        byte[] body = packet.getBytes(StandardCharsets.ISO_8859_1);
        for (byte b : body) {
            sum += b;
        }
        out.write(("$" + packet + "#" + HexFormat.of().toHexDigits((byte) sum)).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return answer();
    }

    /// The next packet, past acknowledgements and console output (`O` and hex digits).
    private String answer() throws IOException {
        while (true) {
            StringBuilder packet = new StringBuilder();
            int c = read();
            while (c != '$') {
                c = read();
            }
            for (c = read(); c != '#'; c = read()) {
                if (c == '*' && !packet.isEmpty()) {
                    packet.repeat(packet.charAt(packet.length() - 1), read() - REPEAT_BIAS);
                } else {
                    packet.append((char) c);
                }
            }
            read();
            read();
            out.write('+');
            out.flush();
            if (packet.length() < 2 || packet.charAt(0) != 'O' || packet.charAt(1) == 'K') {
                return packet.toString();
            }
        }
    }

    private int read() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new IOException("the gdb port closed the connection");
        }
        return c;
    }

    /// Little-endian memory.
    long readLong(long address) throws IOException {
        return littleEndian(ask("m" + Long.toHexString(address) + ",8"), 0);
    }

    /// A 64-bit register out of the answer to `g`.
    ///
    /// @param number gdb's: rax rbx rcx rdx rsi rdi rbp rsp r8 to r15 rip
    static long register(String registers, int number) throws IOException {
        return littleEndian(registers, 16 * number);
    }

    private static long littleEndian(String hex, int at) throws IOException {
        if (hex.length() < at + 16) {
            throw new IOException("the gdb port answered '" + hex + "'");
        }
        try {
            return Long.reverseBytes(HexFormat.fromHexDigitsToLong(hex, at, at + 16));
        } catch (NumberFormatException e) {
            throw new IOException("the gdb port answered '" + hex + "'", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
