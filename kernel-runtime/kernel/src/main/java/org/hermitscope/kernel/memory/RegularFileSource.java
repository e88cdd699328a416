package org.hermitscope.kernel.memory;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.vfs.RegularFile;

/// A regular file's contents as they are now, what is mapped shared elsewhere included.
record RegularFileSource(RegularFile file) implements PageSource {
    @Override
    public int read(ByteBuffer to, long offset) {
        return file.readAt(to, offset);
    }

    @Override
    public long size() {
        return file.data().size();
    }
}
