package org.hermitscope.kernel.vfs.device;

import java.util.concurrent.atomic.AtomicLong;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.FileSystemStat;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// The inode of an open file that has no place in the tree: pipes, sockets, event files. [#dentry] gives it the name
/// that `/proc/self/fd` shows.
public final class AnonymousInode extends Inode {
    private static final AnonymousFileSystem FILE_SYSTEM = new AnonymousFileSystem();
    private static final AtomicLong NEXT = new AtomicLong(1000);

    private final int mode;
    private final long number = NEXT.getAndIncrement();
    private final long born = System.currentTimeMillis() * 1_000_000;

    private AnonymousInode(int mode) {
        super(FILE_SYSTEM);
        this.mode = mode;
    }

    /// A dentry called `kind:[number]`, as Linux names pipes and sockets.
    ///
    /// @param mode type and permissions
    public static Dentry dentry(String kind, int mode) {
        AnonymousInode inode = new AnonymousInode(mode);
        return new Dentry(null, kind + ":[" + inode.number + "]", inode);
    }

    /// A dentry called `anon_inode:[kind]`, as Linux names epoll, eventfd and the like.
    public static Dentry event(String kind) {
        return new Dentry(null, "anon_inode:[" + kind + "]", new AnonymousInode(0600));
    }

    @Override
    public int type() {
        return mode & Mode.TYPE;
    }

    @Override
    public Stat stat() {
        return new Stat(FILE_SYSTEM.device(), number, mode, 1, 0, 0, 0, 0, 0, born, born, born, born);
    }

    /// Only [Pipe] can be opened again; it has its own inode.
    @Override
    public OpenFile open(Dentry dentry, int flags) {
        throw Errno.ENXIO.raise();
    }

    @Override
    public void setMode(int permissions) {}

    @Override
    public void setOwner(int uid, int gid) {}

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {}

    private static final class AnonymousFileSystem extends FileSystem {
        private static final long MAGIC = 0x09041934;

        AnonymousFileSystem() {
            super(Stat.deviceNumber(0, 14), false);
        }

        @Override
        public String type() {
            return "anon_inodefs";
        }

        @Override
        public String source() {
            return "none";
        }

        @Override
        public FileSystemStat stat() {
            return new FileSystemStat(MAGIC, Stat.BLOCK_SIZE, 0, 0, 0, 0, 0, false);
        }
    }
}
