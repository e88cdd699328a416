package org.hermitscope.netcapture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a pcap file of either byte order and precision, packet by packet, from disk or a pipe. A file that
/// was cut, for example by a crash of its writer, yields all whole packets and then says so. Memory in use
/// is bounded by the largest packet allowed, whatever lengths the file claims. For one thread at a time.
public final class PcapReader implements AutoCloseable {
    /// Why there are no more packets.
    public enum End {
        /// There may be more.
        NOT_REACHED,
        /// The file ended behind a packet.
        COMPLETE,
        /// The file ended inside a packet; that one is lost.
        TRUNCATED,
        /// A record claims an impossible length; what follows cannot be read.
        DAMAGED
    }

    private final Path file;
    private final InputStream in;
    private final byte[] header = new byte[PcapFormat.HEADER_LENGTH];
    private final ByteOrder order;
    private final TimePrecision precision;
    private final LinkType link;
    private final long snapLength;
    private End end = End.NOT_REACHED;
    private long packets;

    private PcapReader(Path file, InputStream in) throws IOException {
        this.file = file;
        this.in = in;
        if (in.readNBytes(header, 0, PcapFormat.HEADER_LENGTH) < PcapFormat.HEADER_LENGTH) {
            throw new CaptureException("read " + file + ": too short for a pcap file");
        }
        int magic = ByteBuffer.wrap(header).getInt();
        this.order = orderOf(magic);
        ByteBuffer fields = ByteBuffer.wrap(header).order(order);
        this.precision = fields.getInt() == TimePrecision.NANOSECONDS.magic()
                ? TimePrecision.NANOSECONDS
                : TimePrecision.MICROSECONDS;
        int major = fields.getShort() & 0xffff;
        if (major != PcapFormat.VERSION_MAJOR) {
            throw new CaptureException("read " + file + ": pcap version " + major + " is unknown");
        }
        this.snapLength = fields.getInt(16) & 0xffff_ffffL;
        // The upper half says whether frames end with a checksum.
        this.link = LinkType.of(fields.getInt(20) & 0xffff);
    }

    private ByteOrder orderOf(int magic) {
        for (TimePrecision known : TimePrecision.values()) {
            if (magic == known.magic()) {
                return ByteOrder.BIG_ENDIAN;
            }
            if (magic == Integer.reverseBytes(known.magic())) {
                return ByteOrder.LITTLE_ENDIAN;
            }
        }
        throw new CaptureException(
                "read " + file + (magic == 0x0a0d0d0a ? ": pcapng is not supported" : ": not a pcap file"));
    }

    /// Opens a file and reads its header.
    ///
    /// @throws CaptureException when it cannot be read or is no pcap file
    public static PcapReader open(Path file) {
        try {
            return open(file, Files.newInputStream(file));
        } catch (IOException e) {
            throw new CaptureException("open", file, e);
        }
    }

    /// Reads from a stream, which the reader then owns.
    ///
    /// @param name for messages
    /// @throws CaptureException when it cannot be read or is no pcap file
    public static PcapReader open(Path name, InputStream stream) {
        try {
            return new PcapReader(name, new BufferedInputStream(stream, 1 << 16));
        } catch (IOException | CaptureException e) {
            CaptureException failure =
                    e instanceof CaptureException c ? c : new CaptureException("read", name, (IOException) e);
            try {
                stream.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /// How packets start.
    public LinkType link() {
        return link;
    }

    /// How finely the file tells time.
    public TimePrecision precision() {
        return precision;
    }

    /// The snap length of the header, 0 to 2^32 - 1.
    public long snapLength() {
        return snapLength;
    }

    /// The next packet, or null at the end; [#end] then says which.
    ///
    /// @throws CaptureException when the file cannot be read
    public @Nullable CapturedPacket next() {
        if (end != End.NOT_REACHED) {
            return null;
        }
        try {
            return read();
        } catch (IOException e) {
            throw new CaptureException("read", file, e);
        }
    }

    private @Nullable CapturedPacket read() throws IOException {
        int n = in.readNBytes(header, 0, PcapFormat.RECORD_HEADER_LENGTH);
        if (n < PcapFormat.RECORD_HEADER_LENGTH) {
            end = n == 0 ? End.COMPLETE : End.TRUNCATED;
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(header).order(order);
        long seconds = fields.getInt() & 0xffff_ffffL;
        long fraction = fields.getInt() & 0xffff_ffffL;
        int captured = fields.getInt();
        long original = fields.getInt() & 0xffff_ffffL;
        if (captured < 0 || captured > PcapFormat.MOST_CAPTURED) {
            end = End.DAMAGED;
            return null;
        }
        byte[] data = in.readNBytes(captured);
        if (data.length < captured) {
            end = End.TRUNCATED;
            return null;
        }
        packets++;
        // A fraction of a second or more counts on, as in libpcap; so does an original length that is too small.
        long nanoseconds = seconds * 1_000_000_000L + fraction * precision.nanosecondsPerUnit();
        return new CapturedPacket(nanoseconds, Math.max(original, captured), ByteBuffer.wrap(data));
    }

    /// Why [#next] returned null.
    public End end() {
        return end;
    }

    /// Packets read.
    public long packets() {
        return packets;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new CaptureException("close", file, e);
        }
    }
}
