package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// A host channel that several open files use, because its file has no name left to open it by again.
final class SharedChannel {
    private final FileChannel channel;
    private final boolean reads;
    private final boolean writes;
    private int users;

    SharedChannel(FileChannel channel, boolean reads, boolean writes) {
        this.channel = channel;
        this.reads = reads;
        this.writes = writes;
    }

    FileChannel channel() {
        return channel;
    }

    /// One user more, if it is open and can do what is wanted.
    synchronized boolean retain(boolean toRead, boolean toWrite) {
        if (!channel.isOpen() || toRead && !reads || toWrite && !writes) {
            return false;
        }
        users++;
        return true;
    }

    /// One user fewer; the last one closes.
    synchronized void release() throws IOException {
        if (--users == 0) {
            channel.close();
        }
    }
}
