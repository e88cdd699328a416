package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.hermitscope.kernel.vfs.FileData;
import org.hermitscope.kernel.vfs.RegularFile;
import org.jspecify.annotations.Nullable;

/// The bytes of an open host file. Reads and writes name their offset (`pread`, `pwrite`), so the host's file position
/// plays no part and transfers need no lock.
final class HostData implements FileData {
    private static final int ZEROS = 65_536;

    private final SharedChannel shared;
    private final FileChannel channel;
    private final @Nullable FileChannel appender;

    HostData(SharedChannel shared, @Nullable FileChannel appender) {
        this.shared = shared;
        this.channel = shared.channel();
        this.appender = appender;
    }

    @Override
    public int read(ByteBuffer to, long offset) {
        try {
            int count = channel.read(to, offset);
            return Math.max(count, 0);
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public int write(ByteBuffer from, long offset) {
        try {
            return channel.write(from, offset);
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public long append(ByteBuffer from) {
        try {
            FileChannel atEnd = appender;
            if (atEnd != null) {
                atEnd.write(from);
                return atEnd.size();
            }
            synchronized (this) {
                long end = channel.size();
                return end + channel.write(from, end);
            }
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public void truncate(long size) {
        try {
            resize(channel, size);
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    /// Cuts, or extends by writing the last byte: FileChannel can only cut.
    static void resize(FileChannel channel, long size) throws IOException {
        if (size <= channel.size()) {
            channel.truncate(size);
        } else {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    /// The JDK has no `fallocate`: extending extends, holes are punched by writing zeros, and nothing is reserved.
    @Override
    public void allocate(int mode, long offset, long length) {
        try {
            long end = offset + length;
            if ((mode & (RegularFile.PUNCH_HOLE | RegularFile.ZERO_RANGE)) != 0) {
                fillWithZeros(offset, Math.min(end, channel.size()));
            }
            if ((mode & RegularFile.KEEP_SIZE) == 0 && end > channel.size()) {
                resize(channel, end);
            }
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    private void fillWithZeros(long start, long end) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        long at = start;
        while (at < end) {
            zeros.clear().limit((int) Math.min(ZEROS, end - at));
            at += channel.write(zeros, at);
        }
    }

    /// Without SEEK_HOLE in the JDK, a file is all data, as Linux answers for file systems that can't tell.
    @Override
    public long nextData(long offset) {
        return offset;
    }

    @Override
    public long nextHole(long offset) {
        return size();
    }

    @Override
    public void sync(boolean metadata) {
        try {
            channel.force(metadata);
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public void close() {
        try {
            shared.release();
            if (appender != null) {
                appender.close();
            }
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }
}
