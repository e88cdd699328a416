package org.hermitscope.kernel.vfs.tree;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.GuestName;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.MissingPaths;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.MountSpec;
import org.hermitscope.kernel.vfs.Mounts;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PathWalk;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.kernel.vfs.UnmountableException;
import org.hermitscope.kernel.vfs.Vfs;
import org.hermitscope.kernel.vfs.device.EntropySource;
import org.hermitscope.kernel.vfs.device.HostStreamInode;
import org.hermitscope.kernel.vfs.host.HostFileSystem;
import org.hermitscope.kernel.vfs.memory.MemoryDirectory;
import org.hermitscope.kernel.vfs.memory.MemoryFileSystem;
import org.hermitscope.machine.Clock;
import org.jspecify.annotations.Nullable;

/// Everything a guest can see of files: an empty tree of its own with /dev and /tmp, and what it was given on top. The
/// tree itself is read-only to the guest, so that a program which writes where nothing was given fails, rather than
/// writes into memory that is gone at its exit. Guest paths here are plain text.
public final class GuestTree {
    private static final int FIRST_MINOR = 30;
    private static final int DIRECTORY_MODE = 0755;
    private static final Credentials SUPERUSER = new Credentials(0, 0);

    private final MemoryFileSystem rootFileSystem;
    private final MemoryFileSystem devices;
    private final Mounts mounts;
    private final Vfs vfs;
    private final FsContext walker;
    private final OpenFile[] streams = new OpenFile[3];
    private int nextMinor = FIRST_MINOR;

    /// @param memoryLimit bytes that /tmp may hold
    /// @param terminal what the host can do with the standard descriptors
    /// @param processGroup of the guest, which owns the terminal
    public GuestTree(Clock clock, long memoryLimit, HostTerminal terminal, int processGroup) {
        this.rootFileSystem = new MemoryFileSystem(newDevice(), true, memoryLimit, clock, DIRECTORY_MODE, SUPERUSER);
        MemoryFileSystem unnamed =
                new MemoryFileSystem(newDevice(), false, memoryLimit, clock, DIRECTORY_MODE, SUPERUSER);
        this.devices = new MemoryFileSystem(newDevice(), false, memoryLimit, clock, DIRECTORY_MODE, SUPERUSER);
        this.mounts = new Mounts(rootFileSystem.root());
        this.vfs = new Vfs(rootFileSystem.root(), unnamed, new MissingPaths(rootFileSystem));
        this.walker = new FsContext(rootFileSystem.root(), rootFileSystem.root(), 0, SUPERUSER);
        for (int fd = 0; fd < streams.length; fd++) {
            streams[fd] = HostStreamInode.open(devices, terminal, fd, processGroup);
        }
        new DeviceNodes(devices, clock.realtimeNanos(), streams, EntropySource.HOST).make();
        mount("/dev", devices.root());
        MemoryFileSystem temporary =
                new MemoryFileSystem(newDevice(), false, memoryLimit, clock, Mode.STICKY | 0777, SUPERUSER);
        mount("/tmp", temporary.root());
    }

    /// A fresh `st_dev` for a file system that has no device.
    public long newDevice() {
        return Stat.deviceNumber(0, nextMinor++);
    }

    public Vfs vfs() {
        return vfs;
    }

    public Mounts mounts() {
        return mounts;
    }

    public Dentry root() {
        return vfs.root();
    }

    /// The host's standard input, output and error, to become descriptors 0, 1 and 2.
    public OpenFile[] standardStreams() {
        return streams.clone();
    }

    /// A context for a process that starts in `directory`.
    public FsContext context(Dentry directory, int umask, Credentials credentials) {
        return new FsContext(root(), directory, umask, credentials);
    }

    /// Mounts a file system at a guest path, making the directories that lead there.
    public void mount(String guestPath, Dentry fileSystemRoot) {
        Dentry on = fileSystemRoot.inode().type() == Mode.DIRECTORY ? directory(guestPath) : file(guestPath);
        mounts.add(on, fileSystemRoot);
    }

    /// Gives the guest host directories and files, the outer ones first.
    public void mountAll(List<MountSpec> specs) {
        List<MountSpec> ordered = new ArrayList<>(specs);
        ordered.sort(Comparator.comparingInt(spec -> components(spec.guest()).size()));
        for (MountSpec spec : ordered) {
            mount(spec);
        }
    }

    private void mount(MountSpec spec) {
        try {
            Dentry shown = HostFileSystem.mount(newDevice(), spec.host(), spec.readOnly());
            if (components(spec.guest()).isEmpty()) {
                mountRoot(shown);
            } else {
                mount(spec.guest(), shown);
            }
        } catch (IOException failure) {
            throw new UnmountableException("cannot mount " + spec.host() + ": " + reason(failure), failure);
        } catch (SyscallException failure) {
            Errno errno = failure.errno();
            String why = errno == null ? "interrupted" : errno.text();
            throw new UnmountableException("cannot mount " + spec.host() + " on " + spec.guest() + ": " + why, failure);
        }
    }

    /// Makes a host directory the guest's `/`, such as an unpacked root file system. What was mounted before goes on
    /// top,
    /// where the directory has a place for it.
    private void mountRoot(Dentry shown) {
        if (shown.inode().type() != Mode.DIRECTORY) {
            throw Errno.ENOTDIR.raise();
        }
        List<Dentry> before = mounts.roots();
        List<String> paths = new ArrayList<>();
        for (Dentry each : before) {
            paths.add(GuestName.toText(each.path()));
        }
        mounts.add(root(), shown);
        walker.setRoot(shown);
        walker.setWorkingDirectory(shown);
        for (int i = 1; i < paths.size(); i++) {
            directory(paths.get(i)).mount(before.get(i));
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "no such file or directory"
                : String.valueOf(failure.getMessage());
    }

    /// Shows one host file, read-only, at its own absolute path, unless a mount shows it there already.
    ///
    /// @return its dentry; without a place in the tree if a mount stands where it would be
    public Dentry show(Path hostFile) {
        String guest = hostFile.toAbsolutePath().normalize().toString();
        try {
            Dentry shown = HostFileSystem.mount(newDevice(), hostFile, true);
            if (shown.inode().type() != Mode.REGULAR) {
                throw new UnmountableException("not a file: " + hostFile);
            }
            Dentry there = find(guest);
            if (there != null && sameFile(there.inode().stat(), shown.inode().stat())) {
                return there;
            }
            if (there == null && !isOurs(guest)) {
                return shown;
            }
            mount(guest, shown);
            return shown;
        } catch (IOException failure) {
            throw new UnmountableException("cannot read " + hostFile + ": " + reason(failure), failure);
        }
    }

    private static boolean sameFile(Stat one, Stat other) {
        return one.inode() == other.inode() && one.device() == other.device();
    }

    /// Whether the tree itself, rather than a mount, decides what may be at a path that leads nowhere yet.
    private boolean isOurs(String guestPath) {
        Dentry at = root();
        for (String name : components(guestPath)) {
            Dentry next = at.inode().type() == Mode.DIRECTORY ? step(at, name) : null;
            if (next == null) {
                return at.inode() instanceof MemoryDirectory;
            }
            at = PathWalk.top(next);
        }
        return true;
    }

    /// The directory at a guest path, made (empty, in memory) if nothing was given there.
    public Dentry directory(String guestPath) {
        Dentry at = root();
        for (String name : components(guestPath)) {
            Dentry next = step(at, name);
            if (next == null) {
                next = ours(at, guestPath).makeDirectory(at, name, DIRECTORY_MODE, SUPERUSER);
            }
            at = PathWalk.top(next);
        }
        return at;
    }

    private Dentry file(String guestPath) {
        List<String> names = components(guestPath);
        String last = names.removeLast();
        Dentry directory = directory("/" + String.join("/", names));
        Dentry there = step(directory, last);
        return there == null
                ? ours(directory, guestPath).create(directory, last, 0444, SUPERUSER)
                : PathWalk.top(there);
    }

    /// Mount points are made in memory only, never in what the host gave.
    private static MemoryDirectory ours(Dentry directory, String guestPath) {
        if (directory.inode() instanceof MemoryDirectory memory) {
            return memory;
        }
        throw new UnmountableException("cannot mount on " + guestPath + ": it does not exist in the mount at "
                + GuestName.toText(directory.path()));
    }

    private @Nullable Dentry step(Dentry at, String name) {
        Dentry next = at.directory().lookup(at, name);
        if (next != null && next.inode().type() == Mode.SYMLINK) {
            return vfs.lookup(walker, at, name, true);
        }
        return next;
    }

    private @Nullable Dentry find(String guestPath) {
        try {
            return PathWalk.resolve(walker, root(), GuestName.fromText(guestPath), true)
                    .dentry();
        } catch (SyscallException nothing) {
            return null;
        }
    }

    private static List<String> components(String guestPath) {
        List<String> names = new ArrayList<>();
        for (String name : GuestName.fromText(guestPath).split("/", -1)) {
            if (name.equals("..")) {
                throw new UnmountableException("guest path with '..': " + guestPath);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }
}
