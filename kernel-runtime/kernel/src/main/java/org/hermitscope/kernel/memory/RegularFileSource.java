package org.hermitscope.kernel.memory;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.vfs.FileData;

/// A regular file's contents as they are now.
record RegularFileSource(FileData data) implements PageSource {
    @Override
    public int read(ByteBuffer to, long offset) {
        return data.read(to, offset);
    }

    @Override
    public long size() {
        return data.size();
    }
}
