package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;

/// A range of a file that guest memory shares (`MAP_SHARED`). Memory holds the newest bytes of a writable mapping, so
/// `read` looks there first and `write` stores there as well; the file gets them at `msync`, `munmap` and exit.
public interface SharedMapping {
    /// First byte of the file that is mapped.
    long offset();

    /// Bytes mapped.
    long length();

    /// Whether the guest may have stored through it.
    boolean writable();

    /// Copies mapped bytes out of memory over what was read from the file.
    ///
    /// @param offset position in the file, inside the mapping
    /// @param to takes as many bytes as it has remaining, all inside the mapping
    void load(long offset, ByteBuffer to);

    /// Copies bytes that were written to the file into memory.
    ///
    /// @param offset position in the file, inside the mapping
    /// @param from as many bytes as it has remaining, all inside the mapping
    void store(long offset, ByteBuffer from);

    /// The file now ends at `size`: memory behind it reads as zero.
    void truncated(long size);
}
