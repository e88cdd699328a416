package org.hermitscope.machine;

/// What an engine must know of changes that others make to guest memory.
public interface CodeListener {
    /// Memory of which instructions were decoded changed in content or permission.
    ///
    /// @param start first guest address of the change
    /// @param length bytes
    void codeChanged(long start, long length);

    /// Pages lost rights that they had. Returns when no vCPU is in the middle of an access that they allowed.
    default void rightsTaken() {}
}
