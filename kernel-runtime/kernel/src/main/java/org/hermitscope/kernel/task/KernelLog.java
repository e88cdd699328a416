package org.hermitscope.kernel.task;

/// Where the kernel tells its host what a user should know, such as a system call that does not exist. Rare; any
/// thread.
public interface KernelLog {
    /// One line without a newline.
    void note(String line);
}
