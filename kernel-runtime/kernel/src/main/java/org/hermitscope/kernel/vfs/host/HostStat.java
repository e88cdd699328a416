package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// `fstat(2)` on the descriptors of this process, which java.nio can only reach by name.
public final class HostStat {
    private HostStat() {}

    /// What descriptor `fd` of this process leads to, or null where the host does not show its descriptors.
    public static @Nullable Stat ofDescriptor(int fd) {
        for (String directory : new String[] {"/proc/self/fd/", "/dev/fd/"}) {
            try {
                return HostAttributes.read(Path.of(directory + fd), new LinkOption[0])
                        .stat();
            } catch (IOException missing) {
                // Next place.
            }
        }
        return null;
    }
}
