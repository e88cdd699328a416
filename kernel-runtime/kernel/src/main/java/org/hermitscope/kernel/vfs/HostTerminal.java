package org.hermitscope.kernel.vfs;

import org.hermitscope.kernel.abi.Errno;

/// What java.io can't do with the standard descriptors of this process: terminal settings and waiting. Structures are
/// those of Linux, as the guest passes them.
public interface HostTerminal {
    /// A host without terminals: every descriptor answers ENOTTY and counts as ready.
    HostTerminal NONE = new HostTerminal() {
        @Override
        public void ioctl(int fd, int request, byte[] structure) {
            throw Errno.ENOTTY.raise();
        }

        @Override
        public void control(int fd, int request, long value) {
            throw Errno.ENOTTY.raise();
        }

        @Override
        public int poll(int fd, int events, int timeoutMillis) {
            return events;
        }

        @Override
        public void restore() {}
    };

    /// An `ioctl` whose argument points to a structure, which is read and written in place.
    void ioctl(int fd, int request, byte[] structure);

    /// An `ioctl` whose argument is a number.
    void control(int fd, int request, long value);

    /// `poll(2)` on one descriptor.
    ///
    /// @param timeoutMillis 0 for a look, -1 for ever; it waits on the calling thread
    /// @return events of [PollEvents], 0 after the timeout
    int poll(int fd, int events, int timeoutMillis);

    /// Gives every terminal the settings it had before the guest changed them. Harmless when repeated; safe in a
    /// shutdown hook.
    void restore();
}
