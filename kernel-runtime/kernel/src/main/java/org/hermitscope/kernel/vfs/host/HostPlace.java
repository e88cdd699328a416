package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// Where an inode of the host was last found, and what is done to it by path. Every use checks that the inode at the
/// path is still the one that was reached through directory handles.
final class HostPlace {
    private static final int GROUP_EXECUTE = 010;

    private final HostFileSystem fileSystem;
    private final Object key;
    private @Nullable Dentry directory;
    private @Nullable Dentry dentry;
    private String mountedName = "";
    private @Nullable Stat last;

    HostPlace(HostFileSystem fileSystem, Object key) {
        this.fileSystem = fileSystem;
        this.key = key;
    }

    /// Equal for the same host inode.
    Object key() {
        return key;
    }

    /// Notes the name it was found by.
    void found(Dentry at) {
        dentry = at;
    }

    /// For a file that is mounted by itself: the directory that holds it, which the guest never sees.
    void foundIn(Dentry holder, String name, Dentry at) {
        directory = holder;
        mountedName = name;
        dentry = at;
    }

    /// The dentry of the directory that holds it; null for the root.
    @Nullable
    Dentry holder() {
        Dentry at = dentry;
        return directory != null || at == null ? directory : at.parent();
    }

    /// Its name in the directory that holds it.
    String name() {
        Dentry at = dentry;
        return directory != null || at == null ? mountedName : at.name();
    }

    boolean removed() {
        Dentry at = dentry;
        return at == null || at.removed();
    }

    /// The host path, built from the names that lead here.
    Path path() {
        Dentry above = holder();
        return above == null ? fileSystem.rootPath() : pathOf(above).resolve(HostNames.component(name()));
    }

    static Path pathOf(Dentry directory) {
        return ((HostDirectory) directory.inode()).place().path();
    }

    /// What `stat` shows. When the name is gone, what was last known.
    Stat stat() {
        synchronized (HostFileSystem.NAMES) {
            if (!removed()) {
                try {
                    HostAttributes found = HostAttributes.read(path());
                    if (found.key().equals(key)) {
                        last = found.stat();
                        return found.stat();
                    }
                } catch (IOException failure) {
                    if (last == null) {
                        throw HostErrors.raise(failure);
                    }
                }
            }
            Stat known = last;
            if (known == null) {
                throw Errno.ENOENT.raise();
            }
            return known;
        }
    }

    /// Remembers the present attributes with one name fewer, before the name goes.
    void unlinked() {
        Stat s = stat();
        last = new Stat(
                s.device(),
                s.inode(),
                s.mode(),
                s.type() == Mode.DIRECTORY ? 0 : Math.max(0, s.links() - 1),
                s.uid(),
                s.gid(),
                s.represented(),
                s.size(),
                s.blocks(),
                s.accessed(),
                s.modified(),
                s.changed(),
                s.born());
    }

    /// The path, after checking that it leads to this inode.
    private Path checkedPath() throws IOException {
        if (removed()) {
            throw Errno.ENOENT.raise();
        }
        Path path = path();
        Object found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        if (found != null && !found.equals(key)) {
            throw Errno.ENOENT.raise();
        }
        return path;
    }

    void setMode(int permissions) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            Stat now = stat();
            if (now.type() == Mode.SYMLINK) {
                throw Errno.EOPNOTSUPP.raise();
            }
            if (removed()) {
                last = withMode(now, permissions);
                return;
            }
            try {
                Path path = checkedPath();
                setMode(path, permissions);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    /// Sets all twelve bits without following a link.
    static void setMode(Path path, int permissions) throws IOException {
        try {
            Files.setAttribute(path, "unix:mode", permissions & Mode.PERMISSIONS, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException unreadable) {
            // That way opens the file first, which its present mode may forbid to its own owner.
            Files.setAttribute(path, "unix:mode", permissions & Mode.PERMISSIONS);
        }
    }

    private static Stat withMode(Stat s, int permissions) {
        return new Stat(
                s.device(),
                s.inode(),
                s.type() | permissions & Mode.PERMISSIONS,
                s.links(),
                s.uid(),
                s.gid(),
                s.represented(),
                s.size(),
                s.blocks(),
                s.accessed(),
                s.modified(),
                s.changed(),
                s.born());
    }

    void setOwner(int uid, int gid) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            if (removed()) {
                return;
            }
            try {
                Path path = checkedPath();
                Stat now = stat();
                if (uid != -1) {
                    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                }
                if (gid != -1) {
                    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
                }
                // Even chown(-1, -1), which the host is not asked for, drops set-user-ID.
                int dropped = Mode.SET_UID | ((now.mode() & GROUP_EXECUTE) != 0 ? Mode.SET_GID : 0);
                if (now.type() == Mode.REGULAR && (now.mode() & dropped) != 0) {
                    setMode(path, now.mode() & ~dropped);
                }
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            if (removed()) {
                return;
            }
            try {
                Path path = checkedPath();
                BasicFileAttributeView view =
                        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
                view.setTimes(HostAttributes.fileTime(modified), HostAttributes.fileTime(accessed), null);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }
}
