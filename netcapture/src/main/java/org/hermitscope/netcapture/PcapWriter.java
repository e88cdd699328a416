package org.hermitscope.netcapture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a pcap file. Every record is written at once and whole, so the file can be read at any time, and
/// a process that is killed leaves at most the last record incomplete. For one thread at a time.
public final class PcapWriter implements AutoCloseable {
    /// Keeps packets of any sensible size whole.
    public static final int DEFAULT_SNAP_LENGTH = PcapFormat.MOST_CAPTURED;

    private static final long NANOSECONDS = 1_000_000_000L;
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private final Path file;
    private final SeekableByteChannel channel;
    private final TimePrecision precision;
    private final int snapLength;
    private final ByteBuffer record;
    private long end;
    private long packets;
    private boolean broken;

    PcapWriter(Path file, SeekableByteChannel channel, LinkType link, int snapLength, TimePrecision precision) {
        this.file = file;
        this.channel = channel;
        this.precision = precision;
        this.snapLength = snapLength;
        this.record = ByteBuffer.allocateDirect(PcapFormat.RECORD_HEADER_LENGTH + snapLength)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(precision.magic());
        record.putShort((short) PcapFormat.VERSION_MAJOR);
        record.putShort((short) PcapFormat.VERSION_MINOR);
        record.putInt(0);
        record.putInt(0);
        record.putInt(snapLength);
        record.putInt(link.value());
        writeRecord();
    }

    /// Creates a file with microseconds and [#DEFAULT_SNAP_LENGTH]; see
    /// [#create(Path, LinkType, int, TimePrecision)].
    public static PcapWriter create(Path file, LinkType link) {
        return create(file, link, DEFAULT_SNAP_LENGTH, TimePrecision.MICROSECONDS);
    }

    /// Creates a file that only its owner may read (mode 0600) and writes the header. A file that exists is
    /// renamed, its name with `.1` behind it, and replaces the one of that name; a device or pipe is written
    /// to.
    ///
    /// @param snapLength bytes kept of a packet, 64 to 262144
    /// @throws CaptureException when the file cannot be made or written
    public static PcapWriter create(Path file, LinkType link, int snapLength, TimePrecision precision) {
        if (snapLength < 64 || snapLength > PcapFormat.MOST_CAPTURED) {
            throw new IllegalArgumentException("snap length " + snapLength);
        }
        SeekableByteChannel channel = open(file);
        try {
            return new PcapWriter(file, channel, link, snapLength, precision);
        } catch (CaptureException e) {
            try {
                channel.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static SeekableByteChannel open(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                return FileChannel.open(file, StandardOpenOption.WRITE);
            }
            if (Files.isDirectory(file)) {
                throw new CaptureException("create " + file + ": Is a directory");
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Path kept = file.resolveSibling(file.getFileName() + ".1");
                Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return FileChannel.open(file, options, ownerOnly(file));
        } catch (IOException e) {
            throw new CaptureException("create", file, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return NO_ATTRIBUTES;
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /// Writes a packet, cut to the snap length.
    ///
    /// @throws CaptureException see [#write(long, long, ByteBuffer)]
    public void write(CapturedPacket packet) {
        write(packet.nanoseconds(), packet.originalLength(), packet.data());
    }

    /// Writes the remaining bytes of `data`, cut to the snap length; takes them from the buffer.
    ///
    /// @param nanoseconds since 1970; not before, and not after 2106, which the format cannot tell
    /// @param originalLength bytes on the wire, at least as many as remain, below 2^32
    /// @throws CaptureException when it cannot be written, for example because the disk is full. The file then
    ///     ends with the record before, and a later packet can be tried.
    public void write(long nanoseconds, long originalLength, ByteBuffer data) {
        long seconds = nanoseconds / NANOSECONDS;
        if (nanoseconds < 0 || seconds > 0xffff_ffffL) {
            throw new IllegalArgumentException("time " + nanoseconds);
        }
        if (originalLength < data.remaining() || originalLength > 0xffff_ffffL) {
            throw new IllegalArgumentException("original length " + originalLength + " of " + data.remaining());
        }
        if (broken) {
            throw new CaptureException("write " + file + ": the file ends with a damaged record");
        }
        int captured = Math.min(data.remaining(), snapLength);
        record.clear();
        record.putInt((int) seconds);
        record.putInt((int) (nanoseconds % NANOSECONDS) / precision.nanosecondsPerUnit());
        record.putInt(captured);
        record.putInt((int) originalLength);
        record.put(PcapFormat.RECORD_HEADER_LENGTH, data, data.position(), captured);
        record.position(PcapFormat.RECORD_HEADER_LENGTH + captured);
        data.position(data.limit());
        writeRecord();
        packets++;
    }

    private void writeRecord() {
        record.flip();
        int length = record.remaining();
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
            end += length;
        } catch (IOException e) {
            CaptureException failure = new CaptureException("write", file, e);
            if (record.remaining() < length) {
                removeRest(failure);
            }
            throw failure;
        }
    }

    /// Cuts off the part of a record that was written before the error.
    private void removeRest(CaptureException failure) {
        try {
            channel.truncate(end);
            channel.position(end);
        } catch (IOException e) {
            broken = true;
            failure.addSuppressed(e);
        }
    }

    /// Packets written.
    public long packets() {
        return packets;
    }

    /// Bytes written, headers included.
    public long bytes() {
        return end;
    }

    /// Closes the file.
    ///
    /// @throws CaptureException when the system reports an error only now, as network file systems do
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CaptureException("close", file, e);
        }
    }
}
