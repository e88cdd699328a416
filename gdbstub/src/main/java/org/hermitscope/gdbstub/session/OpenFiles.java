package org.hermitscope.gdbstub.session;

import java.util.HashSet;
import java.util.Set;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;

/// The files a client has open.
public final class OpenFiles {
    private static final int LIMIT = 256;
    private static final int EMFILE = 24;

    private final Target target;
    private final Set<Integer> descriptors = new HashSet<>();

    OpenFiles(Target target) {
        this.target = target;
    }

    public int open(HostIo io, String path, HostIo.OpenMode mode, int permissions) {
        if (descriptors.size() >= LIMIT) {
            throw new TargetException(EMFILE, "more than " + LIMIT + " open files");
        }
        int descriptor = io.open(path, mode, permissions);
        descriptors.add(descriptor);
        return descriptor;
    }

    public void close(HostIo io, int descriptor) {
        check(descriptor);
        descriptors.remove(descriptor);
        io.close(descriptor);
    }

    /// @throws TargetException if this client has not opened it
    public void check(int descriptor) {
        if (!descriptors.contains(descriptor)) {
            throw new TargetException(TargetException.EBADF, "descriptor " + descriptor + " is not open");
        }
    }

    void closeAll() {
        target.hostIo().ifPresent(io -> {
            for (int descriptor : descriptors) {
                io.close(descriptor);
            }
        });
        descriptors.clear();
    }
}
