package org.hermitscope.kernel.vfs.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Directory;
import org.hermitscope.kernel.vfs.DirectoryEntry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A directory of a tmpfs. All names of one file system change under its one lock.
public final class MemoryDirectory extends Directory {
    /// What tmpfs accounts for an entry in a directory's size.
    private static final int ENTRY_SIZE = 20;

    private final MemoryFileSystem fileSystem;
    private final MemoryAttributes attributes;
    private final Map<String, Dentry> entries = new LinkedHashMap<>();

    MemoryDirectory(MemoryFileSystem fileSystem, int permissions, Credentials owner) {
        super(fileSystem);
        this.fileSystem = fileSystem;
        this.attributes = new MemoryAttributes(fileSystem, Mode.DIRECTORY | permissions, owner);
        attributes.addLinks(1);
    }

    @Override
    public Stat stat() {
        int count;
        synchronized (fileSystem) {
            count = entries.size();
        }
        return attributes.stat((count + 2L) * ENTRY_SIZE, 0, 0);
    }

    @Override
    public boolean permits(Credentials who, int wanted) {
        return attributes.permits(who, wanted);
    }

    @Override
    public void setMode(int permissions) {
        attributes.setMode(permissions);
    }

    @Override
    public void setOwner(int uid, int gid) {
        attributes.setOwner(uid, gid);
    }

    @Override
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) {
        attributes.setTimes(accessed, modified);
    }

    @Override
    public @Nullable Dentry lookup(Dentry self, String name) {
        synchronized (fileSystem) {
            return entries.get(name);
        }
    }

    @Override
    public List<DirectoryEntry> list(Dentry self) {
        synchronized (fileSystem) {
            List<DirectoryEntry> listing = new ArrayList<>(entries.size());
            for (Dentry entry : entries.values()) {
                Dentry above = entry.mounted();
                Inode shown = above == null ? entry.inode() : above.inode();
                listing.add(new DirectoryEntry(entry.name(), numberOf(entry.inode()), shown.type()));
            }
            return listing;
        }
    }

    private static long numberOf(Inode inode) {
        return inode.stat().inode();
    }

    @Override
    public Dentry create(Dentry self, String name, int permissions, Credentials owner) {
        return add(self, name, new MemoryFile(fileSystem, permissions, owner));
    }

    @Override
    public Dentry makeDirectory(Dentry self, String name, int permissions, Credentials owner) {
        Dentry made = add(self, name, new MemoryDirectory(fileSystem, permissions, owner));
        attributes.addLinks(1);
        return made;
    }

    @Override
    public Dentry makeSymlink(Dentry self, String name, String target, Credentials owner) {
        return add(self, name, new MemorySymlink(fileSystem, target, owner));
    }

    @Override
    public Dentry makeNode(Dentry self, String name, int mode, long device, Credentials owner) {
        return add(self, name, new MemoryNode(fileSystem, mode, device, owner));
    }

    /// Puts an inode of any kind here: how devices get into /dev.
    public Dentry add(Dentry self, String name, Inode inode) {
        synchronized (fileSystem) {
            requireLive(self);
            if (entries.containsKey(name)) {
                throw Errno.EEXIST.raise();
            }
            Dentry entry = new Dentry(self, name, inode);
            entries.put(name, entry);
            attributes.touch();
            return entry;
        }
    }

    @Override
    public Dentry createUnnamed(Dentry self, int permissions, Credentials owner) {
        MemoryFile file = new MemoryFile(fileSystem, permissions, owner);
        file.attributes().addLinks(-1);
        file.allowFirstLink();
        // Linux shows such a file as `#inode` of the directory it was asked for.
        Dentry unnamed = new Dentry(self, "#" + file.attributes().inode(), file);
        unnamed.remove();
        return unnamed;
    }

    @Override
    public void link(Dentry self, String name, Dentry existing) {
        synchronized (fileSystem) {
            requireLive(self);
            if (entries.containsKey(name)) {
                throw Errno.EEXIST.raise();
            }
            if (existing.inode() instanceof MemoryFile file && !file.linkable()) {
                throw Errno.ENOENT.raise();
            }
            attributesOf(existing.inode()).addLinks(1);
            entries.put(name, new Dentry(self, name, existing.inode()));
            attributes.touch();
        }
    }

    @Override
    public void unlink(Dentry self, Dentry entry) {
        synchronized (fileSystem) {
            take(entry);
            dropLink(entry.inode());
        }
    }

    @Override
    public void removeDirectory(Dentry self, Dentry entry) {
        synchronized (fileSystem) {
            if (entry.inode() instanceof MemoryDirectory directory && !directory.entries.isEmpty()) {
                throw Errno.ENOTEMPTY.raise();
            }
            take(entry);
            attributes.addLinks(-1);
            attributesOf(entry.inode()).addLinks(-2);
        }
    }

    @Override
    public void rename(Dentry self, Dentry entry, Dentry target, String to, @Nullable Dentry replaced) {
        synchronized (fileSystem) {
            MemoryDirectory other = (MemoryDirectory) target.inode();
            other.requireLive(target);
            if (entries.get(entry.name()) != entry) {
                throw Errno.ENOENT.raise();
            }
            if (replaced != null) {
                if (replaced.inode().type() == Mode.DIRECTORY) {
                    other.removeDirectory(target, replaced);
                } else {
                    other.unlink(target, replaced);
                }
            }
            entries.remove(entry.name());
            attributes.touch();
            other.entries.put(to, entry);
            other.attributes.touch();
            entry.move(target, to);
            if (entry.inode().type() == Mode.DIRECTORY && other != this) {
                attributes.addLinks(-1);
                other.attributes.addLinks(1);
            }
        }
    }

    @Override
    public void exchange(Dentry self, Dentry entry, Dentry target, Dentry other) {
        synchronized (fileSystem) {
            MemoryDirectory second = (MemoryDirectory) target.inode();
            String from = entry.name();
            String to = other.name();
            entries.put(from, other);
            second.entries.put(to, entry);
            other.move(self, from);
            entry.move(target, to);
            attributes.touch();
            second.attributes.touch();
        }
    }

    private void take(Dentry entry) {
        if (!entries.remove(entry.name(), entry)) {
            throw Errno.ENOENT.raise();
        }
        entry.remove();
        attributes.touch();
    }

    private void requireLive(Dentry self) {
        if (self.removed()) {
            throw Errno.ENOENT.raise();
        }
    }

    private static void dropLink(Inode inode) {
        if (inode instanceof MemoryFile file) {
            file.dropLink();
        } else if (inode instanceof MemorySymlink || inode instanceof MemoryNode) {
            attributesOf(inode).addLinks(-1);
        }
    }

    private static MemoryAttributes attributesOf(Inode inode) {
        return switch (inode) {
            case MemoryFile file -> file.attributes();
            case MemoryDirectory directory -> directory.attributes;
            case MemorySymlink link -> link.attributes();
            case MemoryNode node -> node.attributes();
            default -> throw Errno.EPERM.raise();
        };
    }
}
