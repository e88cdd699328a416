package org.hermitscope.gdbstub.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/// Puts a payload into a frame, with runs shortened (GDB manual E.1, "run-length encoding").
public final class RspFrameEncoder extends MessageToByteEncoder<Reply> {
    // The count is written as a printable character: run length + 28, and must not look like part of a frame.
    private static final int COUNT_BIAS = 28;
    private static final int LONGEST_RUN = '~' - COUNT_BIAS;
    // Below 4 a run is not shorter than what it stands for.
    private static final int SHORTEST_RUN = 4;

    public RspFrameEncoder() {
        super(Reply.class);
    }

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext context, Reply reply, boolean preferDirect) {
        return context.alloc().ioBuffer(reply.length() + 4);
    }

    @Override
    protected void encode(ChannelHandlerContext context, Reply reply, ByteBuf out) {
        byte[] payload = reply.array();
        int length = reply.length();
        out.writeByte('$');
        int sum = 0;
        int at = 0;
        while (at < length) {
            byte next = payload[at];
            int run = runLength(payload, at, length);
            out.writeByte(next);
            sum += next;
            if (run >= SHORTEST_RUN) {
                out.writeByte('*').writeByte(run + COUNT_BIAS);
                sum += '*' + run + COUNT_BIAS;
                at += run;
            } else {
                at++;
            }
        }
        out.writeByte('#');
        writeHex(out, sum >> 4);
        writeHex(out, sum);
    }

    private static int runLength(byte[] payload, int at, int length) {
        byte first = payload[at];
        // An escape and the byte it changes stay together: not every client undoes runs before escapes.
        if (first == '}' || at > 0 && payload[at - 1] == '}') {
            return 1;
        }
        int end = Math.min(length, at + LONGEST_RUN);
        int run = 1;
        while (at + run < end && payload[at + run] == first) {
            run++;
        }
        int count = run + COUNT_BIAS;
        while (count == '#' || count == '$' || count == '+' || count == '-') {
            count--;
        }
        return count - COUNT_BIAS;
    }

    private static void writeHex(ByteBuf out, int value) {
        int digit = value & 0xf;
        out.writeByte(digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
}
