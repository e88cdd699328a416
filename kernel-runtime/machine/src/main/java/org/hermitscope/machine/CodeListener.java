package org.hermitscope.machine;

/// Told when guest memory from which an engine has decoded instructions changes in content or permission.
public interface CodeListener {
    /// @param start first guest address of the change
    /// @param length bytes
    void codeChanged(long start, long length);
}
