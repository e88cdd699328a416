package org.hermitscope.kernel.vfs.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.host.HostStat;
import org.jspecify.annotations.Nullable;

/// What one of this process's standard descriptors leads to.
public final class HostStreamInode extends Inode {
    private static final String[] NAMES = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    private static final long NULL_DEVICE = Stat.deviceNumber(1, 3);
    private static final int TCGETS = 0x5401;
    private static final int TERMIOS = 36;

    private final HostTerminal terminal;
    private final int fd;
    private final WaitQueue waiters = new WaitQueue();
    private final TerminalControl control;
    private final HostWatcher input;
    private final HostWatcher output;
    private @Nullable Stat first;
    private @Nullable Boolean waits;

    private HostStreamInode(FileSystem fileSystem, HostTerminal terminal, int fd, int processGroup) {
        super(fileSystem);
        this.terminal = terminal;
        this.fd = fd;
        this.control = new TerminalControl(terminal, fd, processGroup);
        this.input = new HostWatcher(terminal, fd, PollEvents.IN, waiters);
        this.output = new HostWatcher(terminal, fd, PollEvents.OUT, waiters);
    }

    /// Opens standard descriptor `fd` of this process as the guest's.
    ///
    /// @param fileSystem that devices belong to
    /// @param fd 0, 1 or 2
    /// @param processGroup of the guest, which owns the terminal
    public static OpenFile open(FileSystem fileSystem, HostTerminal terminal, int fd, int processGroup) {
        HostStreamInode inode = new HostStreamInode(fileSystem, terminal, fd, processGroup);
        return new HostStream(new Dentry(null, NAMES[fd], inode), inode, hostFlags(fd));
    }

    /// The flags the host's descriptor was opened with.
    private static int hostFlags(int fd) {
        int otherwise = fd == 0 ? OpenFlags.RDONLY : OpenFlags.WRONLY;
        try {
            String info = Files.readString(Path.of("/proc/self/fdinfo/" + fd));
            int at = info.indexOf("flags:");
            int end = info.indexOf('\n', at);
            return at < 0 || end < 0
                    ? otherwise
                    : Integer.parseInt(info.substring(at + 6, end).trim(), 8);
        } catch (IOException noProc) {
            return otherwise;
        }
    }

    HostTerminal terminal() {
        return terminal;
    }

    int fd() {
        return fd;
    }

    WaitQueue waitQueue() {
        return waiters;
    }

    HostWatcher inputWatcher() {
        return input;
    }

    HostWatcher outputWatcher() {
        return output;
    }

    TerminalControl terminalControl() {
        return control;
    }

    /// Whether a transfer may have to wait: pipes, sockets and terminals.
    synchronized boolean waits() {
        Boolean known = waits;
        if (known == null) {
            known = switch (type()) {
                case Mode.FIFO, Mode.SOCKET -> true;
                case Mode.CHARACTER -> isTerminal();
                default -> false;
            };
            waits = known;
        }
        return known;
    }

    /// Whether it is a terminal.
    public boolean isTerminal() {
        if (type() != Mode.CHARACTER || firstStat().represented() == NULL_DEVICE) {
            return false;
        }
        try {
            terminal.ioctl(fd, TCGETS, new byte[TERMIOS]);
            return true;
        } catch (SyscallException notTerminal) {
            return false;
        }
    }

    private synchronized Stat firstStat() {
        Stat known = first;
        if (known == null) {
            known = stat();
            first = known;
        }
        return known;
    }

    @Override
    public int type() {
        return firstStat().type();
    }

    @Override
    public Stat stat() {
        Stat found = HostStat.ofDescriptor(fd);
        if (found != null) {
            return found;
        }
        long born = 0;
        return new Stat(1, fd + 1L, Mode.FIFO | 0600, 1, 0, 0, 0, 0, 0, born, born, born, born);
    }

    /// Opening it again, through /dev/stdin or /proc/self/fd, gives the same descriptor of the host.
    @Override
    public OpenFile open(Dentry dentry, int flags) {
        if (type() == Mode.SOCKET) {
            throw Errno.ENXIO.raise();
        }
        int host = hostFlags(fd);
        boolean granted = (!OpenFlags.reads(flags) || OpenFlags.reads(host))
                && (!OpenFlags.writes(flags) || OpenFlags.writes(host));
        if (!granted) {
            throw Errno.EACCES.raise();
        }
        return new HostStream(dentry, this, flags);
    }

    @Override
    public void setMode(int permissions) {
        throw Errno.EPERM.raise();
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {}

    @Override
    public void truncate(long size) {
        if (type() == Mode.REGULAR) {
            new HostStream(new Dentry(null, NAMES[fd], this), this, OpenFlags.WRONLY).truncate(size);
        }
    }
}
