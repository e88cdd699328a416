package org.hermitscope.vmm.debug;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.GuestName;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.jspecify.annotations.Nullable;

/// The files that a debugger may read through the stub: the program as it was loaded, whatever became of it on disk
/// since, and what the guest itself can see, /proc included. Nothing else of the host.
public final class ProgramFiles implements HostIo {
    /// Files are read when they are opened, so that a /proc file is one consistent text; larger ones are refused.
    private static final int LARGEST = 64 << 20;

    private static final int CHUNK = 1 << 16;

    private final GuestProgram program;
    private final Task task;
    private final List<byte @Nullable []> open = new ArrayList<>();

    /// @param task whose view of the files counts
    public ProgramFiles(GuestProgram program, Task task) {
        this.program = program;
        this.task = task;
    }

    @Override
    public int open(String path, OpenMode mode, int permissions) {
        if (mode.write() || mode.create()) {
            throw new TargetException(TargetException.EROFS, "files of this target are read-only");
        }
        byte[] contents = path.equals(program.path()) ? program.image() : contents(path);
        int free = open.indexOf(null);
        if (free >= 0) {
            open.set(free, contents);
            return free;
        }
        open.add(contents);
        return open.size() - 1;
    }

    private byte[] contents(String path) {
        try {
            OpenFile file =
                    task.vfs().open(task.files(), task.files().root(), GuestName.fromText(path), OpenFlags.RDONLY, 0);
            file.acquire();
            try {
                return contents(path, file);
            } finally {
                file.release();
            }
        } catch (SyscallException refused) {
            Errno errno = refused.errno();
            throw new TargetException(
                    errno == null ? TargetException.EIO : errno.number(),
                    path + ": " + (errno == null ? "interrupted" : errno.text()));
        }
    }

    private static byte[] contents(String path, OpenFile file) {
        if (file.inode().type() != Mode.REGULAR) {
            throw new TargetException(TargetException.EACCES, path + ": not a regular file");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (file.read(chunk) > 0) {
            all.write(chunk.array(), 0, chunk.position());
            chunk.clear();
            if (all.size() > LARGEST) {
                throw new TargetException(TargetException.EIO, path + ": larger than a debugger may read");
            }
        }
        return all.toByteArray();
    }

    private byte[] at(int descriptor) {
        byte[] contents = descriptor >= 0 && descriptor < open.size() ? open.get(descriptor) : null;
        if (contents == null) {
            throw new TargetException(TargetException.EBADF, "descriptor " + descriptor + " is not open");
        }
        return contents;
    }

    @Override
    public void close(int descriptor) {
        at(descriptor);
        open.set(descriptor, null);
    }

    @Override
    public int pread(int descriptor, long position, byte[] into, int offset, int length) {
        byte[] contents = at(descriptor);
        if (position < 0 || position >= contents.length) {
            return 0;
        }
        int count = (int) Math.min(length, contents.length - position);
        System.arraycopy(contents, (int) position, into, offset, count);
        return count;
    }

    @Override
    public FileStatus fstat(int descriptor) {
        return new FileStatus(FileStatus.REGULAR | 0444, at(descriptor).length, 0);
    }

    @Override
    public String readlink(String path) {
        try {
            return GuestName.toText(task.vfs()
                    .lookup(task.files(), task.files().root(), GuestName.fromText(path), false)
                    .inode()
                    .readLink());
        } catch (SyscallException refused) {
            throw new TargetException(TargetException.EINVAL, path + " is not a symbolic link");
        }
    }
}
