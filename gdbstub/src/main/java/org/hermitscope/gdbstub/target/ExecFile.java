package org.hermitscope.gdbstub.target;

import java.util.Optional;

/// Capability: which program a process runs. Packet `qXfer:exec-file:read`.
public interface ExecFile {

    /// Absolute path, to be opened through [HostIo]; empty if unknown.
    Optional<String> execFile(int pid);
}
