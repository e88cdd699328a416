package org.hermitscope.kernel.vfs.memory;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A symbolic link of a tmpfs.
final class MemorySymlink extends Inode {
    private static final int ALL = 0777;

    private final MemoryAttributes attributes;
    private final String target;

    MemorySymlink(MemoryFileSystem fileSystem, String target, Credentials owner) {
        super(fileSystem);
        this.attributes = new MemoryAttributes(fileSystem, Mode.SYMLINK | ALL, owner);
        this.target = target;
    }

    MemoryAttributes attributes() {
        return attributes;
    }

    @Override
    public int type() {
        return Mode.SYMLINK;
    }

    @Override
    public Stat stat() {
        return attributes.stat(target.length(), 0, 0);
    }

    @Override
    public String readLink() {
        return target;
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        throw Errno.ELOOP.raise();
    }

    @Override
    public void setMode(int permissions) {
        throw Errno.EOPNOTSUPP.raise();
    }

    @Override
    public void setOwner(int uid, int gid) {
        attributes.setOwner(uid, gid);
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        attributes.setTimes(accessed, modified);
    }
}
