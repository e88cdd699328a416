package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.file.Files;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A symbolic link, socket, FIFO or device of the host. All but links are shown and never opened: behind them is the
/// host, not the mount.
final class HostNode extends Inode {
    private final HostPlace place;
    private final boolean link;

    HostNode(HostFileSystem fileSystem, Object key, boolean link) {
        super(fileSystem);
        this.place = new HostPlace(fileSystem, key);
        this.link = link;
    }

    HostPlace place() {
        return place;
    }

    @Override
    public int type() {
        return link ? Mode.SYMLINK : stat().type();
    }

    @Override
    public Stat stat() {
        return place.stat();
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        throw (type() == Mode.SOCKET ? Errno.ENXIO : Errno.EACCES).raise();
    }

    @Override
    public String readLink() {
        if (!link) {
            throw Errno.EINVAL.raise();
        }
        synchronized (HostFileSystem.NAMES) {
            try {
                place.stat();
                return HostNames.guestTarget(Files.readSymbolicLink(place.path()));
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    @Override
    public void setMode(int permissions) {
        place.setMode(permissions);
    }

    @Override
    public void setOwner(int uid, int gid) {
        place.setOwner(uid, gid);
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        place.setTimes(accessed, modified);
    }
}
