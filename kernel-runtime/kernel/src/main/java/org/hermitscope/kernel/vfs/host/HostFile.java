package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.kernel.vfs.SharedMapping;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A regular file of the host inside a mount. It lives on while it is open, whatever happens to its names.
final class HostFile extends Inode {
    private final HostFileSystem fileSystem;
    private final HostPlace place;
    private @Nullable FileChannel created;
    private @Nullable SharedChannel opened;

    HostFile(HostFileSystem fileSystem, Object key) {
        super(fileSystem);
        this.fileSystem = fileSystem;
        this.place = new HostPlace(fileSystem, key);
    }

    HostPlace place() {
        return place;
    }

    @Override
    public int type() {
        return Mode.REGULAR;
    }

    @Override
    public Stat stat() {
        Stat known = place.stat();
        SharedChannel shared = opened;
        if (shared == null || !shared.channel().isOpen() || !place.removed()) {
            return known;
        }
        try {
            return withSize(known, shared.channel().size());
        } catch (IOException closed) {
            return known;
        }
    }

    private static Stat withSize(Stat s, long size) {
        return new Stat(
                s.device(),
                s.inode(),
                s.mode(),
                s.links(),
                s.uid(),
                s.gid(),
                s.represented(),
                size,
                (size + Stat.BLOCK_SIZE - 1) / Stat.BLOCK_SIZE * 8,
                s.accessed(),
                s.modified(),
                s.changed(),
                s.born());
    }

    @Override
    public boolean permits(Credentials who, int wanted) {
        return hostPermits(place, wanted);
    }

    /// Asks `access(2)` of the host: what the user that runs this process may do.
    static boolean hostPermits(HostPlace place, int wanted) {
        if (wanted == 0) {
            return true;
        }
        List<AccessMode> modes = new ArrayList<>(3);
        if ((wanted & 4) != 0) {
            modes.add(AccessMode.READ);
        }
        if ((wanted & 2) != 0) {
            modes.add(AccessMode.WRITE);
        }
        if ((wanted & 1) != 0) {
            modes.add(AccessMode.EXECUTE);
        }
        synchronized (HostFileSystem.NAMES) {
            if (place.removed()) {
                return true;
            }
            try {
                place.stat();
                Path path = place.path();
                path.getFileSystem().provider().checkAccess(path, modes.toArray(new AccessMode[0]));
                return true;
            } catch (IOException refused) {
                return false;
            }
        }
    }

    /// Keeps the channel that made the file for the `open` that follows: the file's mode may forbid opening it again.
    void created(FileChannel channel) {
        created = channel;
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        synchronized (HostFileSystem.NAMES) {
            if (OpenFlags.writes(flags)) {
                fileSystem.requireWritable();
            }
            if (!dentry.removed()) {
                place.found(dentry);
            }
            try {
                SharedChannel channel = channel(flags);
                FileChannel appender = null;
                if (OpenFlags.writes(flags) && (flags & OpenFlags.APPEND) != 0) {
                    appender = openAppender();
                }
                return new RegularFile(dentry, flags, new HostData(channel, appender));
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    private SharedChannel channel(int flags) throws IOException {
        boolean reads = OpenFlags.reads(flags);
        boolean writes = OpenFlags.writes(flags);
        FileChannel fresh = created;
        created = null;
        SharedChannel known = opened;
        if (fresh == null && place.removed() && known != null && known.retain(reads, writes)) {
            return known;
        }
        SharedChannel made = fresh == null
                ? new SharedChannel(openChannel(flags), reads || !writes, writes)
                : new SharedChannel(fresh, true, true);
        made.retain(false, false);
        opened = made;
        return made;
    }

    private FileChannel openChannel(int flags) throws IOException {
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (OpenFlags.writes(flags)) {
            options.add(StandardOpenOption.WRITE);
        }
        if (OpenFlags.reads(flags) || !OpenFlags.writes(flags)) {
            options.add(StandardOpenOption.READ);
        }
        return openByName(options);
    }

    /// A second channel in the host's append mode, so that appends of several host processes don't overwrite each
    /// other; null if the file can't be opened again.
    private @Nullable FileChannel openAppender() {
        try {
            return openByName(Set.of(StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException refused) {
            return null;
        }
    }

    private FileChannel openByName(Set<OpenOption> options) throws IOException {
        Dentry holder = place.holder();
        if (holder == null || place.removed()) {
            throw Errno.ENOENT.raise();
        }
        return HostDirectory.of(holder).openChild(place.name(), options);
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

    @Override
    public void truncate(long size) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try (FileChannel channel = openChannel(OpenFlags.WRONLY)) {
                HostData.resize(channel, size);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
        for (SharedMapping mapping : mappings()) {
            mapping.truncated(size);
        }
    }
}
