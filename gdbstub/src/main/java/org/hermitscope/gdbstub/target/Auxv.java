package org.hermitscope.gdbstub.target;

/// Capability: the auxiliary vector the kernel gave the program. Packet `qXfer:auxv:read`.
public interface Auxv {

    /// The vector as it lies in memory, `AT_NULL` included.
    byte[] auxv(int pid);
}
