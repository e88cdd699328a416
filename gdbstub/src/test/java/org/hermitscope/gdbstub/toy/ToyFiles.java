package org.hermitscope.gdbstub.toy;

import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.TargetException;

/// One read-only file, `/toy`, and a link to it, `/link`.
final class ToyFiles implements HostIo {
    private int next = 3;

    @Override
    public int open(String path, OpenMode mode, int permissions) {
        if (mode.write()) {
            throw new TargetException(TargetException.EROFS, "read-only");
        }
        if (!path.equals("/toy")) {
            throw new TargetException(TargetException.ENOENT, "no file " + path);
        }
        return next++;
    }

    @Override
    public void close(int descriptor) {}

    @Override
    public int pread(int descriptor, long position, byte[] into, int offset, int length) {
        byte[] content = FullToyMachine.fileContent();
        if (position >= content.length) {
            return 0;
        }
        int count = (int) Math.min(length, content.length - position);
        System.arraycopy(content, (int) position, into, offset, count);
        return count;
    }

    @Override
    public FileStatus fstat(int descriptor) {
        return new FileStatus(FileStatus.REGULAR | 0644, FullToyMachine.fileContent().length, 1_000_000_000);
    }

    @Override
    public String readlink(String path) {
        if (path.equals("/link")) {
            return "/toy";
        }
        throw new TargetException(TargetException.EINVAL, path + " is not a link");
    }
}
