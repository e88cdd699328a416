package org.hermitscope.gdbstub.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Takes a client's bytes apart into [RspMessage]s (GDB manual E.1). The result does not depend on how the
/// bytes were split on their way. Memory is bounded by the packet size.
public final class RspFrameDecoder extends ByteToMessageDecoder {
    private static final RspMessage ACK = new RspMessage.Ack();
    private static final RspMessage NACK = new RspMessage.Nack();
    private static final RspMessage INTERRUPT = new RspMessage.Interrupt();
    private static final RspMessage DAMAGED = new RspMessage.Damaged();

    private static final int GARBAGE_LIMIT = 64 * 1024;
    private static final String[] HTTP_METHODS = {
        "GET ", "POST ", "PUT ", "HEAD ", "OPTIONS ", "CONNECT ", "DELETE ", "PATCH ", "TRACE "
    };
    private static final int LONGEST_METHOD = 8;

    private enum State {
        BETWEEN,
        BODY,
        CHECKSUM_HIGH,
        CHECKSUM_LOW,
        REFUSED
    }

    private final int packetSize;
    private State state = State.BETWEEN;
    private byte[] body = new byte[256];
    private int length;
    private int sum;
    private int checksumHigh;
    private int garbage;
    private final byte[] firstBytes = new byte[LONGEST_METHOD];
    private int firstCount;
    private boolean spoken;
    private volatile boolean checksumsIgnored;

    /// @param packetSize longest payload accepted, in bytes
    public RspFrameDecoder(int packetSize) {
        this.packetSize = packetSize;
    }

    /// From now on checksums are not looked at: without acknowledgements a bad one could not be answered. Any
    /// thread.
    public void ignoreChecksums() {
        checksumsIgnored = true;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            byte next = in.readByte();
            switch (state) {
                case BETWEEN -> between(next, out);
                case BODY -> body(next, out);
                case CHECKSUM_HIGH -> {
                    checksumHigh = Hex.digit(next);
                    state = State.CHECKSUM_LOW;
                }
                case CHECKSUM_LOW -> finish(Hex.digit(next), out);
                case REFUSED -> in.skipBytes(in.readableBytes());
            }
        }
    }

    private void between(byte next, List<Object> out) {
        switch (next) {
            case '$' -> begin();
            case '+' -> out.add(ACK);
            case '-' -> out.add(NACK);
            case 0x03 -> out.add(INTERRUPT);
            default -> garbage(next, out);
        }
    }

    private void begin() {
        state = State.BODY;
        spoken = true;
        length = 0;
        sum = 0;
    }

    private void garbage(byte next, List<Object> out) {
        garbage++;
        if (garbage > GARBAGE_LIMIT) {
            refuse("no packet in " + GARBAGE_LIMIT + " bytes", out);
            return;
        }
        if (!spoken && firstCount < LONGEST_METHOD) {
            firstBytes[firstCount++] = next;
            String text = new String(firstBytes, 0, firstCount, StandardCharsets.ISO_8859_1);
            for (String method : HTTP_METHODS) {
                if (text.equals(method)) {
                    refuse("HTTP client on the gdb port", out);
                }
            }
        }
    }

    private void body(byte next, List<Object> out) {
        if (next == '#') {
            state = State.CHECKSUM_HIGH;
        } else if (next == '$') {
            // Never part of a payload: the end of the previous packet was lost.
            begin();
        } else if (length == packetSize) {
            refuse("packet longer than " + packetSize + " bytes", out);
        } else {
            if (length == body.length) {
                body = Arrays.copyOf(body, Math.min(packetSize, length * 2));
            }
            body[length++] = next;
            sum += next;
        }
    }

    private void finish(int checksumLow, List<Object> out) {
        state = State.BETWEEN;
        garbage = 0;
        boolean good = checksumHigh >= 0 && checksumLow >= 0 && (sum & 0xff) == checksumHigh * 16 + checksumLow;
        out.add(good || checksumsIgnored ? new RspMessage.Packet(Arrays.copyOf(body, length)) : DAMAGED);
    }

    private void refuse(String reason, List<Object> out) {
        state = State.REFUSED;
        body = new byte[0];
        out.add(new RspMessage.Alien(reason));
    }
}
