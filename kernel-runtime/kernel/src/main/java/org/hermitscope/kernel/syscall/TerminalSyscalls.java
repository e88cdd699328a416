package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.IoctlMemory;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PathFile;

/// `ioctl(2)`: what every descriptor answers; the rest is the file's own.
final class TerminalSyscalls {
    private static final int FIONBIO = 0x5421;
    private static final int FIONCLEX = 0x5450;
    private static final int FIOCLEX = 0x5451;
    private static final int FIOASYNC = 0x5452;
    private static final int FICLONE = 0x40049409;
    private static final int FICLONERANGE = 0x4020940D;

    private TerminalSyscalls() {}

    static long ioctl(Task task, long fd, long request, long argument, long a3, long a4, long a5) {
        OpenFile file = task.descriptors().get((int) fd);
        if (file instanceof PathFile) {
            throw Errno.EBADF.raise();
        }
        UserMemory memory = task.memory();
        switch ((int) request) {
            case FIONBIO -> setFlag(file, OpenFlags.NONBLOCK, memory.getInt(argument) != 0);
            case FIOASYNC -> setFlag(file, OpenFlags.ASYNC, memory.getInt(argument) != 0);
            case FIOCLEX -> task.descriptors().setCloseOnExec((int) fd, true);
            case FIONCLEX -> task.descriptors().setCloseOnExec((int) fd, false);
            case FICLONE, FICLONERANGE -> {
                boolean regular = file.inode().type() == Mode.REGULAR;
                throw (regular ? Errno.EOPNOTSUPP : Errno.ENOTTY).raise();
            }
            default -> {
                return file.ioctl((int) request, argument, new GuestStructures(memory));
            }
        }
        return 0;
    }

    private static void setFlag(OpenFile file, int flag, boolean on) {
        file.setStatusFlags(on ? file.flags() | flag : file.flags() & ~flag);
    }

    private record GuestStructures(UserMemory memory) implements IoctlMemory {
        @Override
        public void read(long address, byte[] to) {
            memory.read(address, to, 0, to.length);
        }

        @Override
        public void write(long address, byte[] from) {
            memory.write(address, from, 0, from.length);
        }
    }
}
