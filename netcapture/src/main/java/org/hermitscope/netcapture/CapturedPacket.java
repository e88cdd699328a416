package org.hermitscope.netcapture;

import java.nio.ByteBuffer;

/// A packet, perhaps cut.
///
/// @param nanoseconds since 1970-01-01 00:00 UTC
/// @param originalLength bytes on the wire, at least as many as there are in `data`
/// @param data the bytes kept; read-only
public record CapturedPacket(long nanoseconds, long originalLength, ByteBuffer data) {
    public CapturedPacket {
        data = data.asReadOnlyBuffer();
        if (originalLength < data.remaining()) {
            throw new IllegalArgumentException(
                    "original length " + originalLength + " of " + data.remaining() + " bytes");
        }
    }

    /// A packet that was kept whole. The bytes are not copied.
    public static CapturedPacket whole(long nanoseconds, byte[] data) {
        return new CapturedPacket(nanoseconds, data.length, ByteBuffer.wrap(data));
    }

    /// The bytes kept, each time in a buffer of its own.
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    /// Whether bytes are missing at the end.
    public boolean cut() {
        return originalLength > data.remaining();
    }
}
