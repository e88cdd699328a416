package org.hermitscope.kernel.proc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Directory;
import org.hermitscope.kernel.vfs.DirectoryEntry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A directory of generated files with fixed names, made when first looked up.
class ProcDirectory extends Directory {
    private static final int READ_SEARCH = 0555;

    private final ProcFileSystem fileSystem;
    private final long inode;
    private final Map<String, Supplier<Inode>> makers = new LinkedHashMap<>();
    private final Map<String, Dentry> made = new LinkedHashMap<>();

    ProcDirectory(ProcFileSystem fileSystem) {
        super(fileSystem);
        this.fileSystem = fileSystem;
        this.inode = fileSystem.newInodeNumber();
    }

    final ProcFileSystem proc() {
        return fileSystem;
    }

    /// Adds a name.
    final ProcDirectory with(String name, Supplier<Inode> maker) {
        makers.put(name, maker);
        return this;
    }

    /// Adds a file whose text `text` makes each time it is read from the start.
    final ProcDirectory withText(String name, Supplier<String> text) {
        return with(name, () -> ProcFile.text(fileSystem, text));
    }

    @Override
    public final Stat stat() {
        return fileSystem.stat(inode, Mode.DIRECTORY | READ_SEARCH, 2, 0);
    }

    @Override
    public final boolean permits(Credentials who, int wanted) {
        return (wanted & 2) == 0 || who.uid() == 0;
    }

    @Override
    public @Nullable Dentry lookup(Dentry self, String name) {
        synchronized (made) {
            Dentry known = made.get(name);
            if (known != null) {
                return known;
            }
            Supplier<Inode> maker = makers.get(name);
            if (maker == null) {
                return null;
            }
            Dentry entry = new Dentry(self, name, maker.get());
            made.put(name, entry);
            return entry;
        }
    }

    @Override
    public List<DirectoryEntry> list(Dentry self) {
        List<DirectoryEntry> listing = new ArrayList<>();
        for (String name : makers.keySet()) {
            Dentry entry = lookup(self, name);
            if (entry != null) {
                listing.add(new DirectoryEntry(
                        name, entry.inode().stat().inode(), entry.inode().type()));
            }
        }
        return listing;
    }
}
