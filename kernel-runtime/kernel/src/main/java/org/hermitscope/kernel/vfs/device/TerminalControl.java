package org.hermitscope.kernel.vfs.device;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.IoctlMemory;

/// The terminal requests of `ioctl(2)` (man 2 ioctl_tty) on a terminal of the host. Settings and sizes are the real
/// terminal's; sessions and process groups are the guest's own, which has one of each.
final class TerminalControl {
    private static final int TCGETS = 0x5401;
    private static final int TCSETSF = 0x5404;
    private static final int TCGETA = 0x5405;
    private static final int TCSETAF = 0x5408;
    private static final int TCSBRK = 0x5409;
    private static final int TCFLSH = 0x540B;
    private static final int TIOCSCTTY = 0x540E;
    private static final int TIOCGPGRP = 0x540F;
    private static final int TIOCSPGRP = 0x5410;
    private static final int TIOCOUTQ = 0x5411;
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int TIOCSWINSZ = 0x5414;
    private static final int FIONREAD = 0x541B;
    private static final int TIOCNOTTY = 0x5422;
    private static final int TIOCGETD = 0x5424;
    private static final int TCSBRKP = 0x5425;
    private static final int TIOCGSID = 0x5429;
    private static final int TCGETS2 = 0x802C542A;
    private static final int TCSETS2 = 0x402C542B;
    private static final int TCSETSF2 = 0x402C542D;

    private static final int TERMIOS = 36;
    private static final int TERMIO = 18;
    private static final int TERMIOS2 = 44;
    private static final int WINDOW_SIZE = 8;

    private final HostTerminal host;
    private final int fd;
    private int foregroundGroup;

    TerminalControl(HostTerminal host, int fd, int processGroup) {
        this.host = host;
        this.fd = fd;
        this.foregroundGroup = processGroup;
    }

    long ioctl(int request, long argument, IoctlMemory memory) {
        switch (request) {
            case TCGETS -> get(request, argument, memory, TERMIOS);
            case TCGETA -> get(request, argument, memory, TERMIO);
            case TCGETS2 -> get(request, argument, memory, TERMIOS2);
            case TIOCGWINSZ -> get(request, argument, memory, WINDOW_SIZE);
            case FIONREAD, TIOCOUTQ, TIOCGETD -> get(request, argument, memory, Integer.BYTES);
            case TIOCSWINSZ -> set(request, argument, memory, WINDOW_SIZE);
            case TCSBRK, TCSBRK + 1, TCFLSH, TCSBRKP -> host.control(fd, request, argument);
            case TIOCGPGRP, TIOCGSID -> {
                requireTerminal();
                memory.writeInt(argument, foregroundGroup);
            }
            case TIOCSPGRP -> {
                requireTerminal();
                foregroundGroup = memory.readInt(argument);
            }
            case TIOCSCTTY, TIOCNOTTY -> requireTerminal();
            case TIOCSTI -> throw Errno.EPERM.raise();
            default -> {
                if (request > TCGETS && request <= TCSETSF) {
                    set(request, argument, memory, TERMIOS);
                } else if (request > TCGETA && request <= TCSETAF) {
                    set(request, argument, memory, TERMIO);
                } else if (request >= TCSETS2 && request <= TCSETSF2) {
                    set(request, argument, memory, TERMIOS2);
                } else {
                    throw Errno.ENOTTY.raise();
                }
            }
        }
        return 0;
    }

    private void requireTerminal() {
        host.ioctl(fd, TCGETS, new byte[TERMIOS]);
    }

    private void get(int request, long argument, IoctlMemory memory, int size) {
        byte[] structure = new byte[size];
        host.ioctl(fd, request, structure);
        memory.write(argument, structure);
    }

    private void set(int request, long argument, IoctlMemory memory, int size) {
        byte[] structure = new byte[size];
        memory.read(argument, structure);
        host.ioctl(fd, request, structure);
    }
}
