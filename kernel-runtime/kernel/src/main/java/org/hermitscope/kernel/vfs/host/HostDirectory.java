package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Directory;
import org.hermitscope.kernel.vfs.DirectoryEntry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A directory of the host inside a mount. [HostFileSystem] says how the guest is kept inside.
final class HostDirectory extends Directory {
    private static final Path HERE = Path.of(".");
    private static final int CHILDREN_BEFORE_SWEEP = 256;

    private final HostFileSystem fileSystem;
    private final HostPlace place;
    private final Map<String, WeakReference<Dentry>> children = new HashMap<>();
    private int sweepAt = CHILDREN_BEFORE_SWEEP;

    HostDirectory(HostFileSystem fileSystem, Object key) {
        super(fileSystem);
        this.fileSystem = fileSystem;
        this.place = new HostPlace(fileSystem, key);
    }

    HostPlace place() {
        return place;
    }

    @Override
    public Stat stat() {
        return place.stat();
    }

    @Override
    public boolean permits(Credentials who, int wanted) {
        return HostFile.hostPermits(place, wanted);
    }

    /// The host decides when it looks the name up, which follows at once.
    @Override
    public boolean permitsSearch(Credentials who) {
        return true;
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

    /// This directory held open, or null where the host's user may not read it or the host can't.
    private @Nullable SecureDirectoryStream<Path> handle() throws IOException {
        if (place.removed()) {
            throw Errno.ENOENT.raise();
        }
        SecureDirectoryStream<Path> known = HostFileSystem.HANDLES.get(this);
        if (known != null) {
            return known;
        }
        SecureDirectoryStream<Path> opened = open();
        if (opened == null) {
            return null;
        }
        Object found = opened.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (found != null && !found.equals(place.key())) {
            HostHandles.close(opened);
            throw Errno.ENOENT.raise();
        }
        HostFileSystem.HANDLES.put(this, opened);
        return opened;
    }

    @SuppressWarnings("StreamResourceLeak") // The handle stays open; HostHandles closes it.
    private @Nullable SecureDirectoryStream<Path> open() throws IOException {
        Dentry above = place.holder();
        SecureDirectoryStream<Path> parent = above == null ? null : of(above).handle();
        try {
            if (parent != null) {
                return secure(parent.newDirectoryStream(HostNames.component(place.name()), LinkOption.NOFOLLOW_LINKS));
            }
            return secure(Files.newDirectoryStream(place.path()));
        } catch (AccessDeniedException unreadable) {
            return null;
        }
    }

    private static @Nullable SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        return null;
    }

    static HostDirectory of(Dentry dentry) {
        return (HostDirectory) dentry.inode();
    }

    private @Nullable BasicFileAttributes attributes(Path component) throws IOException {
        SecureDirectoryStream<Path> handle = handle();
        try {
            if (handle != null) {
                return handle.getFileAttributeView(component, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
            }
            return Files.readAttributes(
                    checkedPath().resolve(component), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    /// The path of this directory, after checking that it leads here.
    private Path checkedPath() throws IOException {
        Path path = place.path();
        Object found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        if (found != null && !found.equals(place.key())) {
            throw Errno.ENOENT.raise();
        }
        return path;
    }

    @Override
    public @Nullable Dentry lookup(Dentry self, String name) {
        synchronized (HostFileSystem.NAMES) {
            try {
                BasicFileAttributes found = attributes(HostNames.component(name));
                if (found == null) {
                    return null;
                }
                return child(self, name, found);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    private Dentry child(Dentry self, String name, BasicFileAttributes found) {
        Object key = found.fileKey() == null ? place.path().resolve(name) : found.fileKey();
        WeakReference<Dentry> reference = children.get(name);
        Dentry known = reference == null ? null : reference.get();
        if (known != null && !known.removed() && key.equals(keyOf(known.inode()))) {
            if (known.inode() instanceof HostFile file) {
                // Its last known name may be another one that is gone by now.
                file.place().found(known);
            }
            return known;
        }
        Dentry made = make(self, name, found, key);
        if (known != null && known.mounted() != null) {
            made.mount(Objects.requireNonNull(known.mounted()));
        }
        children.put(name, new WeakReference<>(made));
        if (children.size() > sweepAt) {
            children.values().removeIf(each -> each.get() == null);
            sweepAt = Math.max(CHILDREN_BEFORE_SWEEP, children.size() * 2);
        }
        return made;
    }

    private Dentry make(Dentry self, String name, BasicFileAttributes found, Object key) {
        if (found.isDirectory()) {
            HostDirectory directory = new HostDirectory(fileSystem, key);
            Dentry dentry = new Dentry(self, name, directory);
            directory.place.found(dentry);
            return dentry;
        }
        if (found.isRegularFile()) {
            HostFile file = fileSystem.file(key);
            Dentry dentry = new Dentry(self, name, file);
            file.place().found(dentry);
            return dentry;
        }
        HostNode node = new HostNode(fileSystem, key, found.isSymbolicLink());
        Dentry dentry = new Dentry(self, name, node);
        node.place().found(dentry);
        return dentry;
    }

    private static Object keyOf(Inode inode) {
        return switch (inode) {
            case HostDirectory directory -> directory.place.key();
            case HostFile file -> file.place().key();
            case HostNode node -> node.place().key();
            default -> inode;
        };
    }

    @Override
    public List<DirectoryEntry> list(Dentry self) {
        synchronized (HostFileSystem.NAMES) {
            List<DirectoryEntry> listing = new ArrayList<>();
            try (DirectoryStream<Path> stream = listing()) {
                for (Path each : stream) {
                    Path component = each.getFileName();
                    BasicFileAttributes found = component == null ? null : attributes(component);
                    if (found != null) {
                        listing.add(new DirectoryEntry(
                                HostNames.guest(component), HostAttributes.inodeNumber(found.fileKey()), type(found)));
                    }
                }
            } catch (DirectoryIteratorException failure) {
                throw HostErrors.raise(failure);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
            return listing;
        }
    }

    @SuppressWarnings("StreamResourceLeak") // Closed by the caller.
    private DirectoryStream<Path> listing() throws IOException {
        SecureDirectoryStream<Path> handle = handle();
        return handle == null
                ? Files.newDirectoryStream(checkedPath())
                : handle.newDirectoryStream(HERE, LinkOption.NOFOLLOW_LINKS);
    }

    private static int type(BasicFileAttributes found) {
        if (found.isRegularFile()) {
            return Mode.REGULAR;
        }
        if (found.isDirectory()) {
            return Mode.DIRECTORY;
        }
        // 0 is DT_UNKNOWN: the JDK does not tell sockets from devices without another call.
        return found.isSymbolicLink() ? Mode.SYMLINK : 0;
    }

    /// Opens a host file of this directory without following a link.
    FileChannel openChild(String name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        SecureDirectoryStream<Path> handle = handle();
        Path component = HostNames.component(name);
        SeekableByteChannel channel = handle == null
                ? Files.newByteChannel(checkedPath().resolve(component), options, attributes)
                : handle.newByteChannel(component, options, attributes);
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("host files are not channels of files here");
    }

    @Override
    public Dentry create(Dentry self, String name, int permissions, Credentials owner) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try {
                FileChannel channel = openChild(
                        name,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(HostAttributes.permissions(permissions)));
                Dentry made = made(self, name);
                if (made.inode() instanceof HostFile file) {
                    file.created(channel);
                } else {
                    channel.close();
                }
                fixMode(made, permissions);
                return made;
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    /// What was just made, reached through the handle: ENOENT if it went elsewhere.
    private Dentry made(Dentry self, String name) {
        Dentry made = lookup(self, name);
        if (made == null) {
            throw Errno.ENOENT.raise();
        }
        return made;
    }

    /// The host takes away the bits of its own umask, and creation knows nine bits only.
    private static void fixMode(Dentry made, int permissions) throws IOException {
        HostPlace where = placeOf(made);
        if ((where.stat().mode() & Mode.PERMISSIONS) != permissions) {
            HostPlace.setMode(where.path(), permissions);
        }
    }

    private static HostPlace placeOf(Dentry dentry) {
        return switch (dentry.inode()) {
            case HostDirectory directory -> directory.place;
            case HostFile file -> file.place();
            case HostNode node -> node.place();
            default -> throw Errno.EXDEV.raise();
        };
    }

    @Override
    public Dentry makeDirectory(Dentry self, String name, int permissions, Credentials owner) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try {
                requireHere();
                Files.createDirectory(
                        checkedPath().resolve(HostNames.component(name)),
                        PosixFilePermissions.asFileAttribute(HostAttributes.permissions(permissions)));
                Dentry made = made(self, name);
                fixMode(made, permissions | stat().mode() & Mode.SET_GID);
                return made;
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    @Override
    public Dentry makeSymlink(Dentry self, String name, String target, Credentials owner) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try {
                requireHere();
                Files.createSymbolicLink(checkedPath().resolve(HostNames.component(name)), HostNames.target(target));
                return made(self, name);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    @Override
    public void link(Dentry self, String name, Dentry existing) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try {
                requireHere();
                HostPlace source = placeOf(existing);
                if (source.removed()) {
                    throw Errno.ENOENT.raise();
                }
                source.stat();
                Files.createLink(checkedPath().resolve(HostNames.component(name)), source.path());
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    private void requireHere() {
        if (place.removed()) {
            throw Errno.ENOENT.raise();
        }
    }

    @Override
    public void unlink(Dentry self, Dentry entry) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try {
                placeOf(entry).unlinked();
                SecureDirectoryStream<Path> handle = handle();
                Path component = HostNames.component(entry.name());
                if (handle == null) {
                    Files.delete(checkedPath().resolve(component));
                } else {
                    handle.deleteFile(component);
                }
                gone(entry);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    @Override
    public void removeDirectory(Dentry self, Dentry entry) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            try {
                placeOf(entry).unlinked();
                SecureDirectoryStream<Path> handle = handle();
                Path component = HostNames.component(entry.name());
                if (handle == null) {
                    Files.delete(checkedPath().resolve(component));
                } else {
                    handle.deleteDirectory(component);
                }
                gone(entry);
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }

    private void gone(Dentry entry) {
        entry.remove();
        children.remove(entry.name());
        if (entry.inode() instanceof HostDirectory directory) {
            HostFileSystem.HANDLES.drop(directory);
        }
    }

    @Override
    public void rename(Dentry self, Dentry entry, Dentry target, String to, @Nullable Dentry replaced) {
        synchronized (HostFileSystem.NAMES) {
            fileSystem.requireWritable();
            HostDirectory other = of(target);
            try {
                if (replaced != null) {
                    placeOf(replaced).unlinked();
                }
                SecureDirectoryStream<Path> from = handle();
                SecureDirectoryStream<Path> into = other.handle();
                Path source = HostNames.component(entry.name());
                Path destination = HostNames.component(to);
                if (from == null || into == null) {
                    Files.move(
                            checkedPath().resolve(source),
                            other.checkedPath().resolve(destination),
                            StandardCopyOption.ATOMIC_MOVE);
                } else {
                    from.move(source, into, destination);
                }
                if (replaced != null) {
                    other.gone(replaced);
                }
                children.remove(entry.name());
                entry.move(target, to);
                other.children.put(to, new WeakReference<>(entry));
            } catch (IOException failure) {
                throw HostErrors.raise(failure);
            }
        }
    }
}
