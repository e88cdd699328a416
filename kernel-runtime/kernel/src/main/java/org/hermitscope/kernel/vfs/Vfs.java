package org.hermitscope.kernel.vfs;

import java.util.function.Supplier;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.PathWalk.Place;

/// What programs do to names: open, make, remove, rename. Every method takes the context of the caller and the
/// directory where a relative path starts, and fails with the [Errno] that Linux answers.
public final class Vfs {
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;

    /// Bits of `renameat2(2)`.
    public static final int RENAME_NOREPLACE = 1;

    public static final int RENAME_EXCHANGE = 2;

    private final Dentry root;
    private final FileSystem unnamedFiles;
    private final MissingPaths missing;

    /// A tree to work on.
    ///
    /// @param root what `/` is
    /// @param unnamedFiles where files without a name live (`memfd_create`)
    /// @param missing told of names that were looked for in vain
    public Vfs(Dentry root, FileSystem unnamedFiles, MissingPaths missing) {
        this.root = root;
        this.unnamedFiles = unnamedFiles;
        this.missing = missing;
    }

    /// Where files without a name live.
    public FileSystem unnamedFiles() {
        return unnamedFiles;
    }

    /// What `/` is.
    public Dentry root() {
        return PathWalk.top(root);
    }

    /// The host files that the guest looked for and was not given.
    public MissingPaths missing() {
        return missing;
    }

    /// What a path leads to; ENOENT if nothing is there.
    public Dentry lookup(FsContext context, Dentry base, String path, boolean follow) {
        try {
            Dentry found = PathWalk.resolve(context, base, path, follow).dentry();
            if (found != null) {
                return found;
            }
        } catch (SyscallException failure) {
            if (failure.errno() == Errno.ENOENT) {
                missing.note(base, path);
            }
            throw failure;
        }
        missing.note(base, path);
        throw Errno.ENOENT.raise();
    }

    /// As [#lookup], for something that must be a directory the caller may enter.
    public Dentry lookupDirectory(FsContext context, Dentry base, String path) {
        Dentry found = lookup(context, base, path, true);
        requireDirectory(context, found);
        return found;
    }

    /// ENOTDIR unless it is a directory, EACCES unless the caller may enter it.
    public void requireDirectory(FsContext context, Dentry dentry) {
        requirePermission(context, dentry.directory(), EXECUTE);
    }

    /// `openat(2)`. The result has no descriptor yet.
    ///
    /// @param permissions of a new file, before the umask
    public OpenFile open(FsContext context, Dentry base, String path, int flags, int permissions) {
        if ((flags & OpenFlags.PATH) != 0) {
            return openPath(context, base, path, flags);
        }
        if ((flags & OpenFlags.TMPFILE) == OpenFlags.TMPFILE) {
            return openUnnamed(context, base, path, flags, permissions);
        }
        if ((flags & (OpenFlags.CREAT | OpenFlags.DIRECTORY)) == (OpenFlags.CREAT | OpenFlags.DIRECTORY)) {
            throw Errno.EINVAL.raise();
        }
        boolean create = (flags & OpenFlags.CREAT) != 0;
        boolean exclusive = create && (flags & OpenFlags.EXCL) != 0;
        boolean follow = !exclusive && (flags & OpenFlags.NOFOLLOW) == 0;
        if (!create) {
            return openExisting(context, lookup(context, base, path, follow), flags, false);
        }
        Place place = resolve(context, base, path, follow);
        Dentry found = place.dentry();
        if (found == null) {
            if (place.slash()) {
                throw Errno.EISDIR.raise();
            }
            Directory directory = place.directory().directory();
            requireRoom(context, place);
            Dentry made = directory.create(
                    place.directory(),
                    place.name(),
                    permissions & Mode.PERMISSIONS & ~context.umask(),
                    context.credentials());
            return openExisting(context, made, flags & ~OpenFlags.TRUNC, true);
        }
        if (exclusive) {
            throw Errno.EEXIST.raise();
        }
        if (found.inode().type() == Mode.DIRECTORY) {
            throw Errno.EISDIR.raise();
        }
        return openExisting(context, found, flags, false);
    }

    private OpenFile openPath(FsContext context, Dentry base, String path, int flags) {
        Dentry found = lookup(context, base, path, (flags & OpenFlags.NOFOLLOW) == 0);
        if ((flags & OpenFlags.DIRECTORY) != 0 && found.inode().type() != Mode.DIRECTORY) {
            throw Errno.ENOTDIR.raise();
        }
        return new PathFile(found, flags);
    }

    private OpenFile openUnnamed(FsContext context, Dentry base, String path, int flags, int permissions) {
        if (!OpenFlags.writes(flags)) {
            throw Errno.EINVAL.raise();
        }
        Dentry found = lookup(context, base, path, true);
        Directory directory = found.directory();
        requireChangeable(context, found);
        Dentry made = directory.createUnnamed(
                found, permissions & Mode.PERMISSIONS & ~context.umask(), context.credentials());
        return made.inode().open(made, flags & ~OpenFlags.DIRECTORY);
    }

    /// Opens what is there already; also how a magic link of /proc is opened again.
    private OpenFile openExisting(FsContext context, Dentry dentry, int flags, boolean fresh) {
        Inode inode = dentry.inode();
        boolean writes = OpenFlags.writes(flags) || (flags & OpenFlags.TRUNC) != 0;
        switch (inode.type()) {
            case Mode.SYMLINK -> throw ((flags & OpenFlags.DIRECTORY) != 0 ? Errno.ENOTDIR : Errno.ELOOP).raise();
            case Mode.SOCKET -> throw Errno.ENXIO.raise();
            case Mode.DIRECTORY -> {
                if (writes) {
                    throw Errno.EISDIR.raise();
                }
            }
            default -> {
                if ((flags & OpenFlags.DIRECTORY) != 0) {
                    throw Errno.ENOTDIR.raise();
                }
            }
        }
        if (!fresh) {
            int wanted = (OpenFlags.reads(flags) ? READ : 0) | (writes ? WRITE : 0);
            requirePermission(context, inode, wanted);
            if (writes && inode.type() == Mode.REGULAR && inode.fileSystem().readOnly()) {
                throw Errno.EROFS.raise();
            }
        }
        OpenFile file = inode.open(dentry, flags);
        if ((flags & OpenFlags.TRUNC) != 0 && inode.type() == Mode.REGULAR) {
            inode.truncate(0);
        }
        return file;
    }

    /// `mkdirat(2)`.
    public void makeDirectory(FsContext context, Dentry base, String path, int permissions) {
        Place place = placeForNew(context, base, path, true);
        int mode = permissions & (Mode.STICKY | 0777) & ~context.umask();
        place.directory().directory().makeDirectory(place.directory(), place.name(), mode, context.credentials());
    }

    /// `symlinkat(2)`.
    public void makeSymlink(FsContext context, Dentry base, String path, String target) {
        if (target.isEmpty()) {
            throw Errno.ENOENT.raise();
        }
        Place place = placeForNew(context, base, path, false);
        place.directory().directory().makeSymlink(place.directory(), place.name(), target, context.credentials());
    }

    /// `mknodat(2)`.
    public void makeNode(FsContext context, Dentry base, String path, int mode, long device) {
        int permissions = mode & Mode.PERMISSIONS & ~context.umask();
        int type = mode & Mode.TYPE;
        switch (type) {
            case 0, Mode.REGULAR -> {
                Place place = placeForNew(context, base, path, false);
                Directory directory = place.directory().directory();
                Dentry made = directory.create(place.directory(), place.name(), permissions, context.credentials());
                OpenFile opened = made.inode().open(made, OpenFlags.RDONLY);
                opened.acquire();
                opened.release();
            }
            case Mode.FIFO, Mode.SOCKET, Mode.CHARACTER, Mode.BLOCK -> {
                boolean isDevice = type == Mode.CHARACTER || type == Mode.BLOCK;
                if (isDevice && context.credentials().uid() != 0) {
                    throw Errno.EPERM.raise();
                }
                Place place = placeForNew(context, base, path, false);
                place.directory()
                        .directory()
                        .makeNode(place.directory(), place.name(), type | permissions, device, context.credentials());
            }
            case Mode.DIRECTORY -> throw Errno.EPERM.raise();
            default -> throw Errno.EINVAL.raise();
        }
    }

    /// `linkat(2)` with the source already found.
    public void link(FsContext context, Dentry existing, Dentry base, String path) {
        Place place = placeForNew(context, base, path, false);
        Inode inode = existing.inode();
        if (!inode.fileSystem().equals(place.directory().inode().fileSystem())) {
            throw Errno.EXDEV.raise();
        }
        if (inode.type() == Mode.DIRECTORY) {
            throw Errno.EPERM.raise();
        }
        place.directory().directory().link(place.directory(), place.name(), existing);
    }

    /// `unlinkat(2)` without AT_REMOVEDIR.
    public void unlink(FsContext context, Dentry base, String path) {
        Place place = resolveName(context, base, path);
        if (!place.named()) {
            throw Errno.EISDIR.raise();
        }
        Dentry found = existing(place, base, path);
        boolean isDirectory = found.inode().type() == Mode.DIRECTORY;
        requireRemovable(context, place.directory(), found);
        if (isDirectory) {
            throw Errno.EISDIR.raise();
        }
        if (place.slash()) {
            throw Errno.ENOTDIR.raise();
        }
        place.directory().directory().unlink(place.directory(), found);
    }

    /// `rmdir(2)`.
    public void removeDirectory(FsContext context, Dentry base, String path) {
        Place place = resolveName(context, base, path);
        switch (place.name()) {
            case "" -> throw Errno.EBUSY.raise();
            case "." -> throw Errno.EINVAL.raise();
            case ".." -> throw Errno.ENOTEMPTY.raise();
            default -> {
                Dentry found = existing(place, base, path);
                requireRemovable(context, place.directory(), found);
                if (found.inode().type() != Mode.DIRECTORY) {
                    throw Errno.ENOTDIR.raise();
                }
                place.directory().directory().removeDirectory(place.directory(), found);
            }
        }
    }

    /// `renameat2(2)`.
    ///
    /// @param flags [#RENAME_NOREPLACE] or [#RENAME_EXCHANGE]
    public void rename(FsContext context, Dentry fromBase, String from, Dentry toBase, String to, int flags) {
        Place source = resolveName(context, fromBase, from);
        Place target = resolveName(context, toBase, to);
        if (!source.directory()
                .inode()
                .fileSystem()
                .equals(target.directory().inode().fileSystem())) {
            throw Errno.EXDEV.raise();
        }
        if (!source.named() || !target.named()) {
            throw ((flags & RENAME_NOREPLACE) != 0 && !target.named() ? Errno.EEXIST : Errno.EBUSY).raise();
        }
        Dentry moved = existing(source, fromBase, from);
        Dentry replaced = target.dentry();
        if (replaced != null && (flags & RENAME_NOREPLACE) != 0) {
            throw Errno.EEXIST.raise();
        }
        boolean directory = moved.inode().type() == Mode.DIRECTORY;
        boolean exchange = (flags & RENAME_EXCHANGE) != 0;
        if (exchange && replaced == null) {
            throw Errno.ENOENT.raise();
        }
        if (!directory && (source.slash() || target.slash() && !exchange)) {
            throw Errno.ENOTDIR.raise();
        }
        if (directory && target.directory().isWithin(moved)) {
            throw Errno.EINVAL.raise();
        }
        if (replaced != null && source.directory().isWithin(replaced)) {
            throw (exchange ? Errno.EINVAL : Errno.ENOTEMPTY).raise();
        }
        requireRemovable(context, source.directory(), moved);
        if (replaced == null) {
            requireChangeable(context, target.directory());
        } else {
            requireRemovable(context, target.directory(), replaced);
        }
        if (exchange) {
            source.directory().directory().exchange(source.directory(), moved, target.directory(), target.existing());
            return;
        }
        if (replaced != null) {
            if (replaced.inode().equals(moved.inode())) {
                return;
            }
            boolean onDirectory = replaced.inode().type() == Mode.DIRECTORY;
            if (directory != onDirectory) {
                throw (directory ? Errno.ENOTDIR : Errno.EISDIR).raise();
            }
        }
        source.directory().directory().rename(source.directory(), moved, target.directory(), target.name(), replaced);
    }

    /// `faccessat2(2)`.
    ///
    /// @param wanted 4 read, 2 write, 1 execute, 0 only existence
    public void access(FsContext context, Dentry dentry, int wanted) {
        Inode inode = dentry.inode();
        requirePermission(context, inode, wanted);
        int type = inode.type();
        boolean contents = type == Mode.REGULAR || type == Mode.DIRECTORY || type == Mode.SYMLINK;
        if ((wanted & WRITE) != 0 && contents && inode.fileSystem().readOnly()) {
            throw Errno.EROFS.raise();
        }
    }

    /// `truncate(2)`.
    public void truncate(FsContext context, Dentry dentry, long size) {
        Inode inode = dentry.inode();
        if (inode.type() == Mode.DIRECTORY) {
            throw Errno.EISDIR.raise();
        }
        if (inode.type() != Mode.REGULAR) {
            throw Errno.EINVAL.raise();
        }
        requirePermission(context, inode, WRITE);
        requireWritable(inode);
        inode.truncate(size);
    }

    /// EROFS where nothing may change.
    public static void requireWritable(Inode inode) {
        if (inode.fileSystem().readOnly()) {
            throw Errno.EROFS.raise();
        }
    }

    /// EPERM unless the caller owns the inode or is the superuser.
    public static void requireOwner(FsContext context, Inode inode) {
        int uid = context.credentials().uid();
        if (uid != 0 && uid != inode.stat().uid()) {
            throw Errno.EPERM.raise();
        }
    }

    private Place resolve(FsContext context, Dentry base, String path, boolean follow) {
        return noting(base, path, () -> PathWalk.resolve(context, base, path, follow));
    }

    private Place resolveName(FsContext context, Dentry base, String path) {
        return noting(base, path, () -> PathWalk.resolveName(context, base, path));
    }

    private Place noting(Dentry base, String path, Supplier<Place> walk) {
        try {
            return walk.get();
        } catch (SyscallException failure) {
            if (failure.errno() == Errno.ENOENT) {
                missing.note(base, path);
            }
            throw failure;
        }
    }

    private Dentry existing(Place place, Dentry base, String path) {
        Dentry found = place.dentry();
        if (found == null) {
            missing.note(base, path);
            throw Errno.ENOENT.raise();
        }
        return found;
    }

    private Place placeForNew(FsContext context, Dentry base, String path, boolean directory) {
        Place place = resolveName(context, base, path);
        if (place.dentry() != null) {
            throw Errno.EEXIST.raise();
        }
        if (place.slash() && !directory) {
            throw Errno.ENOENT.raise();
        }
        requireRoom(context, place);
        return place;
    }

    /// Whether something new may be made at a place. The user is told of what failed only because nothing is mounted.
    private void requireRoom(FsContext context, Place place) {
        try {
            requireChangeable(context, place.directory());
        } catch (SyscallException failure) {
            if (failure.errno() == Errno.EROFS) {
                missing.noteRefused(place.directory(), place.name());
            }
            throw failure;
        }
    }

    private static void requireChangeable(FsContext context, Dentry directory) {
        requireWritable(directory.inode());
        requirePermission(context, directory.inode(), WRITE | EXECUTE);
    }

    /// The rules for taking a name away: a writable directory, no mount on it, and in a sticky directory the owner.
    private static void requireRemovable(FsContext context, Dentry directory, Dentry entry) {
        if (entry.covered() != null || entry.parent() == null) {
            throw Errno.EBUSY.raise();
        }
        requireChangeable(context, directory);
        int uid = context.credentials().uid();
        if (uid != 0) {
            Stat above = directory.inode().stat();
            if ((above.mode() & Mode.STICKY) != 0
                    && above.uid() != uid
                    && entry.inode().stat().uid() != uid) {
                throw Errno.EPERM.raise();
            }
        }
    }

    private static void requirePermission(FsContext context, Inode inode, int wanted) {
        if (wanted != 0 && !inode.permits(context.credentials(), wanted)) {
            throw Errno.EACCES.raise();
        }
    }
}
