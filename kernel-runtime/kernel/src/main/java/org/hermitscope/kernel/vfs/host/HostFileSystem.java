package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FileSystem;
import org.hermitscope.kernel.vfs.FileSystemStat;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.Stat;

/// A host directory, or a single host file, as a file system of the guest.
///
/// ## What keeps the guest inside
/// Paths are walked by the guest's own resolver, one component at a time; host links are text to it. Every directory
/// on the way is held open as a [java.nio.file.SecureDirectoryStream] that was opened relative to its parent without
/// following links, and looking up, opening, creating, deleting and renaming files happens relative to such a handle
/// (`openat`, `fstatat`, `unlinkat`, `renameat`), so that no swap of a component for a link leads outside, whoever
/// swaps. All changes by the guest itself are serialised by one lock.
///
/// ## What Java can't do that way
/// `mkdir`, `symlink`, `link`, `chmod`, `chown`, times and the full `stat` have no such form in java.nio. They go by
/// path, never follow a link in the last component, and are framed by checks that the directory at the path is the one
/// held open. `stat` checks its answer too. Against the guest alone that is complete. Another *host* process that can
/// rename directories inside the mount and swaps one for a link in the microseconds between check and call can
/// misdirect one of these calls; contents of files can't be read or written that way. Directories that the host's user
/// may search but not read have no handle either, and what is in them is reached by checked path.
public final class HostFileSystem extends FileSystem {
    /// Serialises all names of all host file systems: mounts may overlap.
    static final Object NAMES = new Object();
    /// The directories held open, of all mounts together.
    static final HostHandles HANDLES = new HostHandles();

    private static final int FILES_BEFORE_SWEEP = 1024;

    private final Path rootPath;
    private final Path shown;
    private final Map<Object, WeakReference<HostFile>> files = new HashMap<>();
    private int sweepAt = FILES_BEFORE_SWEEP;

    /// @param shown what was mounted: the root, or a file in it
    private HostFileSystem(long device, boolean readOnly, Path rootPath, Path shown) {
        super(device, readOnly);
        this.rootPath = rootPath;
        this.shown = shown;
    }

    /// Makes a file system of a host directory or regular file.
    ///
    /// @param host what is shown; links in it are followed once, here
    /// @return the root: a directory, or the file itself
    /// @throws IOException if there is nothing, or something that is neither
    public static Dentry mount(long device, Path host, boolean readOnly) throws IOException {
        Path real = host.toRealPath();
        HostAttributes attributes = HostAttributes.read(real);
        return switch (attributes.stat().type()) {
            case Mode.DIRECTORY -> mountDirectory(device, real, readOnly, attributes);
            case Mode.REGULAR -> mountFile(device, real, readOnly, attributes);
            default -> throw new IOException("neither a directory nor a regular file: " + real);
        };
    }

    private static Dentry mountDirectory(long device, Path real, boolean readOnly, HostAttributes attributes) {
        HostFileSystem fileSystem = new HostFileSystem(device, readOnly, real, real);
        HostDirectory directory = new HostDirectory(fileSystem, attributes.key());
        Dentry root = new Dentry(null, "", directory);
        directory.place().found(root);
        return root;
    }

    /// The directory that holds the file is only a handle to reach it; the guest never gets its dentry.
    private static Dentry mountFile(long device, Path real, boolean readOnly, HostAttributes attributes)
            throws IOException {
        Path holder = real.getParent();
        Path name = real.getFileName();
        if (holder == null || name == null) {
            throw new IOException("not a file: " + real);
        }
        HostFileSystem fileSystem = new HostFileSystem(device, readOnly, holder, real);
        HostDirectory directory =
                new HostDirectory(fileSystem, HostAttributes.read(holder).key());
        Dentry above = new Dentry(null, "", directory);
        directory.place().found(above);
        HostFile file = fileSystem.file(attributes.key());
        // Its own name shows only while it is mounted nowhere: /proc/self/exe must be absolute even then.
        Dentry root = new Dentry(null, HostNames.guestPath(real), file);
        file.place().foundIn(above, HostNames.guest(name), root);
        return root;
    }

    /// The host path that is shown.
    public Path rootPath() {
        return rootPath;
    }

    /// The one inode for a host file, so that locks, mappings and unlinked state are shared by all its names. Called
    /// with [#NAMES] held, or before the file system is used.
    HostFile file(Object key) {
        WeakReference<HostFile> known = files.get(key);
        HostFile file = known == null ? null : known.get();
        if (file == null) {
            file = new HostFile(this, key);
            files.put(key, new WeakReference<>(file));
            if (files.size() > sweepAt) {
                files.values().removeIf(each -> each.get() == null);
                sweepAt = Math.max(FILES_BEFORE_SWEEP, files.size() * 2);
            }
        }
        return file;
    }

    void requireWritable() {
        if (readOnly()) {
            throw Errno.EROFS.raise();
        }
    }

    @Override
    public String type() {
        return "hostfs";
    }

    @Override
    public String source() {
        return HostNames.guestPath(shown);
    }

    @Override
    public FileSystemStat stat() {
        try {
            FileStore store = Files.getFileStore(rootPath);
            long block = blockSize(store);
            long free = store.getUnallocatedSpace() / block;
            return new FileSystemStat(
                    magic(store.type()),
                    block,
                    store.getTotalSpace() / block,
                    free,
                    store.getUsableSpace() / block,
                    0,
                    0,
                    readOnly() || store.isReadOnly());
        } catch (IOException failure) {
            throw HostErrors.raise(failure);
        }
    }

    private static long blockSize(FileStore store) throws IOException {
        try {
            return store.getBlockSize();
        } catch (UnsupportedOperationException unknown) {
            return Stat.BLOCK_SIZE;
        }
    }

    private static long magic(String type) {
        return switch (type) {
            case "ext2", "ext3", "ext4" -> 0xEF53;
            case "xfs" -> 0x58465342;
            case "btrfs" -> 0x9123683EL;
            case "tmpfs" -> 0x01021994;
            case "overlay" -> 0x794C7630;
            case "zfs" -> 0x2FC12FC1;
            case "nfs", "nfs4" -> 0x6969;
            default -> 0x61756673;
        };
    }
}
