package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Task;

/// Sockets as a machine without any network has them: none can be made, and no descriptor is one.
final class SocketSyscalls {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private SocketSyscalls() {}

    /// Name services ask for local sockets and do without; only the network is worth telling about.
    static long socket(Task task, long family, long type, long protocol, long a3, long a4, long a5) {
        if (family == AF_INET || family == AF_INET6) {
            task.kernel().prctl().noteNetwork();
        }
        throw Errno.EAFNOSUPPORT.raise();
    }

    /// What every other call says of its descriptor.
    static long onSocket(Task task, long fd, long a1, long a2, long a3, long a4, long a5) {
        Object _ = task.descriptors().get((int) fd);
        throw Errno.ENOTSOCK.raise();
    }
}
