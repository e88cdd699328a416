package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The open host directories, the least recently used of which is closed when there are too many. Used with
/// [HostFileSystem#NAMES] held.
final class HostHandles {
    /// Each takes two descriptors of the host.
    private static final int MOST = 64;

    private final Map<HostDirectory, SecureDirectoryStream<Path>> open = new LinkedHashMap<>(16, 0.75f, true);

    /// The handle of a directory, or null.
    @Nullable
    SecureDirectoryStream<Path> get(HostDirectory directory) {
        return open.get(directory);
    }

    void put(HostDirectory directory, SecureDirectoryStream<Path> handle) {
        open.put(directory, handle);
        if (open.size() > MOST) {
            HostDirectory eldest = open.keySet().iterator().next();
            drop(eldest);
        }
    }

    void drop(HostDirectory directory) {
        SecureDirectoryStream<Path> handle = open.remove(directory);
        if (handle != null) {
            close(handle);
        }
    }

    static void close(SecureDirectoryStream<Path> handle) {
        try {
            handle.close();
        } catch (IOException ignored) {
            // Nothing was written through it.
        }
    }
}
