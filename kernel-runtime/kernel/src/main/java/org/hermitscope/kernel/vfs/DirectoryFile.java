package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// An open directory. The listing is taken when it is first asked for and again after a rewind, so that deleting while
/// scanning skips nothing. Offsets are indexes into that listing.
public final class DirectoryFile extends OpenFile {
    private static final int HEADER_64 = 19;
    private static final int HEADER_OLD = 18;

    private @Nullable List<DirectoryEntry> entries;
    private long position;

    public DirectoryFile(Dentry dentry, int flags) {
        super(dentry, flags | OpenFlags.LARGEFILE);
    }

    @Override
    public int read(ByteBuffer to) {
        throw Errno.EISDIR.raise();
    }

    @Override
    public int write(ByteBuffer from) {
        throw Errno.EBADF.raise();
    }

    @Override
    public int readAt(ByteBuffer to, long offset) {
        throw Errno.EISDIR.raise();
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) {
        throw Errno.EBADF.raise();
    }

    @Override
    public synchronized long seek(long offset, int whence) {
        long wanted = switch (whence) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> position + offset;
            case SEEK_END -> Integer.MAX_VALUE + offset;
            default -> throw Errno.EINVAL.raise();
        };
        if (wanted < 0) {
            throw Errno.EINVAL.raise();
        }
        if (wanted == 0) {
            entries = null;
        }
        position = wanted;
        return wanted;
    }

    @Override
    public synchronized int list(ByteBuffer to, boolean old) {
        List<DirectoryEntry> listing = entries;
        if (listing == null) {
            if (dentry().removed()) {
                throw Errno.ENOENT.raise();
            }
            listing = dentry().directory().list(dentry());
            entries = listing;
        }
        ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
        int start = out.position();
        int header = old ? HEADER_OLD : HEADER_64;
        while (position < listing.size() + 2L) {
            DirectoryEntry entry = entry(listing, (int) position);
            int nameLength = entry.name().length();
            // The old record ends with a zero byte and the type, the new one with a zero byte.
            int length = header + nameLength + (old ? 2 : 1) + 7 & ~7;
            if (length > out.remaining()) {
                if (out.position() == start) {
                    throw Errno.EINVAL.raise();
                }
                break;
            }
            put(out, entry, length, old);
            position++;
        }
        return out.position() - start;
    }

    private void put(ByteBuffer out, DirectoryEntry entry, int length, boolean old) {
        int at = out.position();
        int type = Mode.directoryEntryType(entry.type());
        out.putLong(entry.inode()).putLong(position + 1).putShort((short) length);
        if (!old) {
            out.put((byte) type);
        }
        String name = entry.name();
        for (int i = 0; i < name.length(); i++) {
            out.put((byte) name.charAt(i));
        }
        while (out.position() < at + length) {
            out.put((byte) 0);
        }
        if (old) {
            out.put(at + length - 1, (byte) type);
        }
    }

    private DirectoryEntry entry(List<DirectoryEntry> listing, int index) {
        if (index >= 2) {
            return listing.get(index - 2);
        }
        Dentry at = dentry();
        if (index == 1) {
            Dentry covered = at.covered();
            Dentry from = covered == null ? at : covered;
            Dentry parent = from.parent();
            at = parent == null ? at : parent;
        }
        return new DirectoryEntry(index == 0 ? "." : "..", at.inode().stat().inode(), Mode.DIRECTORY);
    }

    @Override
    public void truncate(long size) {
        throw Errno.EISDIR.raise();
    }

    @Override
    public void allocate(int mode, long offset, long length) {
        throw Errno.EBADF.raise();
    }

    @Override
    public void sync(boolean metadata) {
        // Names are changed at once; there is nothing kept back.
    }
}
