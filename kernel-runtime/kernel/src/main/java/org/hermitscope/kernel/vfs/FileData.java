package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;

/// The bytes of a regular file as one open file reaches them.
public interface FileData {
    /// Reads from `offset` on.
    ///
    /// @return bytes read, 0 at or behind the end
    int read(ByteBuffer to, long offset);

    /// Writes at `offset`, filling a gap before it with zeros.
    int write(ByteBuffer from, long offset);

    /// Writes what a shared mapping holds: seals that came later do not matter.
    default int writeBack(ByteBuffer from, long offset) {
        return write(from, offset);
    }

    /// Writes at the end, atomically.
    ///
    /// @return the end after the write
    long append(ByteBuffer from);

    long size();

    void truncate(long size);

    /// `fallocate(2)`; arguments were checked.
    void allocate(int mode, long offset, long length);

    /// The first byte at or behind `offset` (inside the file) that is not in a hole, or -1.
    long nextData(long offset);

    /// The first byte at or behind `offset` (inside the file) that is in a hole, at most the size.
    long nextHole(long offset);

    void sync(boolean metadata);

    /// Whether a shared mapping may be written: seals of a memfd forbid it.
    default boolean mayMapWritable() {
        return true;
    }

    /// The open file is gone.
    void close();
}
