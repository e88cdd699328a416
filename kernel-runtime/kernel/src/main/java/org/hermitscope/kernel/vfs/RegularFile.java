package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;

/// An open regular file: the position, `O_APPEND`, and coherence with shared mappings, over any [FileData].
public final class RegularFile extends OpenFile {
    /// Bits of `fallocate(2)`'s mode.
    public static final int KEEP_SIZE = 1;

    public static final int PUNCH_HOLE = 2;
    public static final int ZERO_RANGE = 0x10;

    private static final int ZEROS = 65_536;
    private static final int FIONREAD = 0x541B;
    private static final int FIOQSIZE = 0x5460;

    private final FileData data;
    private long position;

    public RegularFile(Dentry dentry, int flags, FileData data) {
        super(dentry, flags | OpenFlags.LARGEFILE);
        this.data = data;
    }

    /// The contents, for those who map them.
    public FileData data() {
        return data;
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public synchronized int read(ByteBuffer to) {
        int count = readAt(to, position);
        position += count;
        return count;
    }

    @Override
    public int readAt(ByteBuffer to, long offset) {
        SharedMapping[] mappings = inode().mappings();
        if (mappings.length == 0) {
            return data.read(to, offset);
        }
        int start = to.position();
        int count = data.read(to, offset);
        for (SharedMapping mapping : mappings) {
            if (mapping.writable()) {
                long from = Math.max(offset, mapping.offset());
                long end = Math.min(offset + count, mapping.offset() + mapping.length());
                if (from < end) {
                    mapping.load(from, to.slice(start + (int) (from - offset), (int) (end - from)));
                }
            }
        }
        return count;
    }

    @Override
    public synchronized int write(ByteBuffer from) {
        if (!from.hasRemaining()) {
            return 0;
        }
        if ((flags() & OpenFlags.APPEND) != 0) {
            return append(from);
        }
        int count = writeAt(from, position);
        position += count;
        return count;
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) {
        if (!from.hasRemaining()) {
            return 0;
        }
        // O_APPEND rules even pwrite (man 2 pwrite, BUGS).
        if ((flags() & OpenFlags.APPEND) != 0) {
            long before;
            synchronized (this) {
                before = position;
                int count = append(from);
                position = before;
                return count;
            }
        }
        if (offset > Long.MAX_VALUE - from.remaining()) {
            throw Errno.EFBIG.raise();
        }
        int start = from.position();
        int count = data.write(from, offset);
        written(from, start, count, offset);
        return count;
    }

    private int append(ByteBuffer from) {
        int start = from.position();
        long end = data.append(from);
        int count = from.position() - start;
        written(from, start, count, end - count);
        position = end;
        return count;
    }

    private void written(ByteBuffer from, int start, int count, long offset) {
        SharedMapping[] mappings = inode().mappings();
        for (SharedMapping mapping : mappings) {
            long first = Math.max(offset, mapping.offset());
            long end = Math.min(offset + count, mapping.offset() + mapping.length());
            if (first < end) {
                mapping.store(first, from.slice(start + (int) (first - offset), (int) (end - first)));
            }
        }
        if ((flags() & OpenFlags.DSYNC) != 0) {
            data.sync((flags() & OpenFlags.SYNC) == OpenFlags.SYNC);
        }
    }

    @Override
    public synchronized long seek(long offset, int whence) {
        long base = switch (whence) {
            case SEEK_SET -> 0;
            case SEEK_CUR -> position;
            case SEEK_END -> data.size();
            case SEEK_DATA, SEEK_HOLE -> {
                position = seekHole(offset, whence == SEEK_DATA);
                yield -1;
            }
            default -> throw Errno.EINVAL.raise();
        };
        if (base < 0) {
            return position;
        }
        long wanted = base + offset;
        if (wanted < 0) {
            throw Errno.EINVAL.raise();
        }
        position = wanted;
        return wanted;
    }

    private long seekHole(long offset, boolean wantsData) {
        if (offset < 0 || offset >= data.size()) {
            throw Errno.ENXIO.raise();
        }
        long found = wantsData ? data.nextData(offset) : data.nextHole(offset);
        if (found < 0) {
            throw Errno.ENXIO.raise();
        }
        return found;
    }

    @Override
    public void truncate(long size) {
        if (!writable()) {
            throw Errno.EINVAL.raise();
        }
        data.truncate(size);
        for (SharedMapping mapping : inode().mappings()) {
            mapping.truncated(size);
        }
    }

    @Override
    public void allocate(int mode, long offset, long length) {
        if (!writable()) {
            throw Errno.EBADF.raise();
        }
        boolean punch = (mode & PUNCH_HOLE) != 0;
        if ((mode & ~(KEEP_SIZE | PUNCH_HOLE | ZERO_RANGE)) != 0
                || punch && (mode & KEEP_SIZE) == 0
                || punch && (mode & ZERO_RANGE) != 0) {
            throw Errno.EOPNOTSUPP.raise();
        }
        if (offset > Long.MAX_VALUE - length) {
            throw Errno.EFBIG.raise();
        }
        data.allocate(mode, offset, length);
        if ((mode & (PUNCH_HOLE | ZERO_RANGE)) != 0) {
            zeroMapped(offset, Math.min(offset + length, data.size()));
        }
    }

    private void zeroMapped(long start, long end) {
        for (SharedMapping mapping : inode().mappings()) {
            long to = Math.min(end, mapping.offset() + mapping.length());
            for (long from = Math.max(start, mapping.offset()); from < to; from += ZEROS) {
                mapping.store(from, ByteBuffer.allocate((int) Math.min(ZEROS, to - from)));
            }
        }
    }

    @Override
    public void sync(boolean metadata) {
        data.sync(metadata);
    }

    @Override
    public synchronized long ioctl(int request, long argument, IoctlMemory memory) {
        switch (request) {
            case FIONREAD -> memory.writeInt(argument, Math.clamp(data.size() - position, 0, Integer.MAX_VALUE));
            case FIOQSIZE -> {
                long size = data.size();
                memory.writeInt(argument, (int) size);
                memory.writeInt(argument + 4, (int) (size >>> 32));
            }
            default -> throw Errno.ENOTTY.raise();
        }
        return 0;
    }

    @Override
    protected void closed() {
        data.close();
    }
}
