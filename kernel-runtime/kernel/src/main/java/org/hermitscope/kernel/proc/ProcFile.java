package org.hermitscope.kernel.proc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A generated file: size 0 to `stat`, made anew whenever it is read from the start, and the same from there to its
/// end.
final class ProcFile extends Inode {
    private static final int READ_ONLY = 0444;
    private static final int READ_WRITE = 0644;

    private final ProcFileSystem fileSystem;
    private final long inode;
    private final Supplier<byte[]> contents;
    private final @Nullable Consumer<String> writer;

    private ProcFile(ProcFileSystem fileSystem, Supplier<byte[]> contents, @Nullable Consumer<String> writer) {
        super(fileSystem);
        this.fileSystem = fileSystem;
        this.inode = fileSystem.newInodeNumber();
        this.contents = contents;
        this.writer = writer;
    }

    /// A file of text whose characters are bytes (see [org.hermitscope.kernel.vfs.GuestName]).
    static ProcFile text(ProcFileSystem fileSystem, Supplier<String> text) {
        return new ProcFile(fileSystem, () -> text.get().getBytes(StandardCharsets.ISO_8859_1), null);
    }

    static ProcFile bytes(ProcFileSystem fileSystem, Supplier<byte[]> contents) {
        return new ProcFile(fileSystem, contents, null);
    }

    /// A file that takes what is written to it in one piece.
    static ProcFile writable(ProcFileSystem fileSystem, Supplier<String> text, Consumer<String> writer) {
        return new ProcFile(fileSystem, () -> text.get().getBytes(StandardCharsets.ISO_8859_1), writer);
    }

    @Override
    public int type() {
        return Mode.REGULAR;
    }

    @Override
    public Stat stat() {
        return fileSystem.stat(inode, Mode.REGULAR | (writer == null ? READ_ONLY : READ_WRITE), 1, 0);
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        if (OpenFlags.writes(flags) && writer == null) {
            throw Errno.EACCES.raise();
        }
        return new OpenProcFile(dentry, flags);
    }

    /// `O_TRUNC` on a writable file of /proc does nothing.
    @Override
    public void truncate(long size) {}

    private final class OpenProcFile extends OpenFile {
        private byte @Nullable [] snapshot;
        private long position;

        OpenProcFile(Dentry dentry, int flags) {
            super(dentry, flags | OpenFlags.LARGEFILE);
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
        public synchronized int readAt(ByteBuffer to, long offset) {
            byte[] bytes = snapshot;
            if (bytes == null || offset == 0) {
                bytes = contents.get();
                snapshot = bytes;
            }
            if (offset >= bytes.length) {
                return 0;
            }
            int count = (int) Math.min(to.remaining(), bytes.length - offset);
            to.put(bytes, (int) offset, count);
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer from) {
            int count = writeAt(from, position);
            position += count;
            return count;
        }

        @Override
        public int writeAt(ByteBuffer from, long offset) {
            if (writer == null) {
                throw Errno.EINVAL.raise();
            }
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            writer.accept(new String(bytes, StandardCharsets.ISO_8859_1));
            return bytes.length;
        }

        @Override
        public synchronized long seek(long offset, int whence) {
            long wanted = switch (whence) {
                case SEEK_SET -> offset;
                case SEEK_CUR -> position + offset;
                default -> throw Errno.EINVAL.raise();
            };
            if (wanted < 0) {
                throw Errno.EINVAL.raise();
            }
            position = wanted;
            return wanted;
        }
    }
}
