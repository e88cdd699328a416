package org.hermitscope.machine;

/// Memory that can be seen at several places of a [HostMemory] at once, zero until written: an anonymous file of the
/// host (`memfd_create(2)`), which only Linux has. It commits nothing before it is touched.
public final class SharedMemory implements AutoCloseable {
    private static final int MFD_CLOEXEC = 1;

    private final int descriptor;
    private long size;

    /// @throws MachineException where the host has no such memory, or no more of it
    public SharedMemory() {
        descriptor = HostCalls.memfdCreate("hermitscope", MFD_CLOEXEC);
        if (descriptor < 0) {
            throw new MachineException("memfd_create refused: no more file descriptors?");
        }
    }

    int descriptor() {
        return descriptor;
    }

    /// Makes it reach at least so far.
    ///
    /// @param wanted bytes, whole pages
    public synchronized void extendTo(long wanted) {
        if (wanted > size) {
            if (!HostCalls.ftruncate(descriptor, wanted)) {
                throw new MachineException("ftruncate of shared memory to " + wanted + " bytes refused");
            }
            size = wanted;
        }
    }

    /// No new place can show it; those that do go on.
    @Override
    public void close() {
        HostCalls.close(descriptor);
    }
}
