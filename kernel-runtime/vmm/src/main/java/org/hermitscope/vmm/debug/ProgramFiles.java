package org.hermitscope.vmm.debug;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.TargetException;
import org.jspecify.annotations.Nullable;

/// The files that a debugger may open through the stub: the program, as it was loaded, whatever became of it on
/// disk since.
public final class ProgramFiles implements HostIo {
    private final GuestProgram program;
    private final List<@Nullable GuestProgram> open = new ArrayList<>();

    public ProgramFiles(GuestProgram program) {
        this.program = program;
    }

    @Override
    public int open(String path, OpenMode mode, int permissions) {
        if (mode.write() || mode.create()) {
            throw new TargetException(TargetException.EROFS, "files of this target are read-only");
        }
        boolean self = path.equals(program.path()) || path.equals("/proc/self/exe");
        if (!self) {
            throw new TargetException(TargetException.ENOENT, "no such file for the debugger: " + path);
        }
        int free = open.indexOf(null);
        if (free >= 0) {
            open.set(free, program);
            return free;
        }
        open.add(program);
        return open.size() - 1;
    }

    private GuestProgram at(int descriptor) {
        GuestProgram file = descriptor >= 0 && descriptor < open.size() ? open.get(descriptor) : null;
        if (file == null) {
            throw new TargetException(TargetException.EBADF, "descriptor " + descriptor + " is not open");
        }
        return file;
    }

    @Override
    public void close(int descriptor) {
        at(descriptor);
        open.set(descriptor, null);
    }

    @Override
    public int pread(int descriptor, long position, byte[] into, int offset, int length) {
        byte[] image = at(descriptor).image();
        if (position < 0 || position >= image.length) {
            return 0;
        }
        int count = (int) Math.min(length, image.length - position);
        System.arraycopy(image, (int) position, into, offset, count);
        return count;
    }

    @Override
    public FileStatus fstat(int descriptor) {
        return new FileStatus(FileStatus.REGULAR | 0755, at(descriptor).image().length, 0);
    }
}
