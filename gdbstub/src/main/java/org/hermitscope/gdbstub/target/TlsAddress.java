package org.hermitscope.gdbstub.target;

/// Capability: where a thread-local variable lies. Packet `qGetTLSAddr`.
public interface TlsAddress {

    /// @param offset of the variable within its module's thread-local block
    /// @param loadModule address of the module's `link_map`; 0 for a static program
    /// @throws TargetException if the thread has no such block
    long tlsAddress(ThreadId thread, long offset, long loadModule);
}
