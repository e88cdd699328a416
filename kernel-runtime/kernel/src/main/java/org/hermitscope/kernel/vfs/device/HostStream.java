package org.hermitscope.kernel.vfs.device;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.IoctlMemory;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.host.HostErrors;
import org.jspecify.annotations.Nullable;

/// One of the standard descriptors of this process as the guest uses it, as whatever it is: terminal, pipe, regular
/// file or device. Positions of regular files are the host's own, so that `prog < file` and `>> file` behave as if the
/// guest were the process itself. Writes are unbuffered and may wait for the host.
///
/// Closing it leaves the host's descriptor open: the JVM would give its number to the next file it opens.
public final class HostStream extends OpenFile {
    private static final int FIONREAD = 0x541B;

    private final HostStreamInode host;
    private final HostTerminal terminal;
    private final int fd;
    private final @Nullable FileInputStream input;
    private final @Nullable FileChannel in;
    private final @Nullable FileChannel out;

    HostStream(Dentry dentry, HostStreamInode host, int flags) {
        super(dentry, flags | OpenFlags.LARGEFILE);
        this.host = host;
        this.terminal = host.terminal();
        this.fd = host.fd();
        FileDescriptor descriptor = descriptor(fd);
        this.input = readable() ? new FileInputStream(descriptor) : null;
        this.in = input == null ? null : input.getChannel();
        this.out = writable() ? channel(descriptor) : null;
    }

    private static FileDescriptor descriptor(int fd) {
        return switch (fd) {
            case 0 -> FileDescriptor.in;
            case 1 -> FileDescriptor.out;
            default -> FileDescriptor.err;
        };
    }

    @SuppressWarnings("resource") // The stream is the JVM's own descriptor, which must stay open.
    private static FileChannel channel(FileDescriptor descriptor) {
        return new FileOutputStream(descriptor).getChannel();
    }

    @Override
    public boolean seekable() {
        return host.type() == Mode.REGULAR;
    }

    /// The host can't split a transfer for us, but a file or device takes what is readable.
    @Override
    public boolean splitsAtFaults() {
        return host.type() != Mode.FIFO;
    }

    private FileChannel in() {
        if (in == null) {
            throw Errno.EBADF.raise();
        }
        return in;
    }

    private FileChannel out() {
        if (out == null) {
            throw Errno.EBADF.raise();
        }
        return out;
    }

    @Override
    public int read(ByteBuffer to) {
        FileChannel channel = in();
        if (!to.hasRemaining()) {
            return 0;
        }
        try {
            if (host.waits() && !hasInput()) {
                host.inputWatcher().watch();
                return WOULD_BLOCK;
            }
            int count = channel.read(to);
            if (count < 0) {
                return 0;
            }
            // A host descriptor in non-blocking mode gives 0 where read(2) gives EAGAIN.
            return count == 0 ? WOULD_BLOCK : count;
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    private boolean hasInput() throws IOException {
        return input != null && input.available() > 0 || terminal.poll(fd, PollEvents.IN, 0) != 0;
    }

    @Override
    public int write(ByteBuffer from) {
        try {
            int count = out().write(from);
            if (count == 0 && from.hasRemaining()) {
                host.outputWatcher().watch();
                return WOULD_BLOCK;
            }
            return count;
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public int readAt(ByteBuffer to, long offset) {
        requireSeekable();
        try {
            return Math.max(0, in().read(to, offset));
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) {
        requireSeekable();
        try {
            return out().write(from, offset);
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    private void requireSeekable() {
        if (!seekable()) {
            throw Errno.ESPIPE.raise();
        }
    }

    private FileChannel any() {
        FileChannel one = in;
        return one == null ? out() : one;
    }

    @Override
    public long seek(long offset, int whence) {
        if (!seekable()) {
            if (host.type() == Mode.CHARACTER && !host.waits()) {
                return 0;
            }
            throw Errno.ESPIPE.raise();
        }
        try {
            FileChannel channel = any();
            long base = switch (whence) {
                case SEEK_SET -> 0;
                case SEEK_CUR -> channel.position();
                case SEEK_END -> channel.size();
                case SEEK_DATA, SEEK_HOLE -> {
                    if (offset < 0 || offset >= channel.size()) {
                        throw Errno.ENXIO.raise();
                    }
                    yield whence == SEEK_DATA ? 0 : channel.size() - offset;
                }
                default -> throw Errno.EINVAL.raise();
            };
            if (base + offset < 0) {
                throw Errno.EINVAL.raise();
            }
            channel.position(base + offset);
            return base + offset;
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public int ready() {
        if (!host.waits()) {
            return PollEvents.ALWAYS;
        }
        int wanted = (readable() ? PollEvents.IN : 0) | (writable() ? PollEvents.OUT : 0);
        int events = terminal.poll(fd, wanted, 0);
        if (readable() && (events & (PollEvents.IN | PollEvents.HUP)) == 0) {
            host.inputWatcher().watch();
        }
        if (writable() && (events & (PollEvents.OUT | PollEvents.ERR)) == 0) {
            host.outputWatcher().watch();
        }
        // The normal bands mirror the plain bits.
        return events | (events & PollEvents.IN) << 6 | (events & PollEvents.OUT) << 6;
    }

    @Override
    public @Nullable WaitQueue waitQueue() {
        return host.waits() ? host.waitQueue() : null;
    }

    @Override
    public void truncate(long size) {
        if (!writable() || !seekable()) {
            throw Errno.EINVAL.raise();
        }
        try {
            if (size <= out().size()) {
                long position = out().position();
                out().truncate(size);
                // Unlike ftruncate(2), FileChannel moves a position that lies behind the new end.
                out().position(position);
            } else {
                out().write(ByteBuffer.allocate(1), size - 1);
            }
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    @Override
    public void sync(boolean metadata) {
        requireSyncable();
        try {
            any().force(metadata);
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    private void requireSyncable() {
        if (!seekable()) {
            throw Errno.EINVAL.raise();
        }
    }

    @Override
    public long ioctl(int request, long argument, IoctlMemory memory) {
        if (request == FIONREAD && host.type() != Mode.CHARACTER) {
            memory.writeInt(argument, available());
            return 0;
        }
        if (host.type() != Mode.CHARACTER) {
            throw Errno.ENOTTY.raise();
        }
        return host.terminalControl().ioctl(request, argument, memory);
    }

    private int available() {
        try {
            return input == null ? 0 : input.available();
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }
}
