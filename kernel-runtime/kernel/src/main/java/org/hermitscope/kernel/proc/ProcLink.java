package org.hermitscope.kernel.proc;

import java.util.function.Supplier;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// A link of /proc: text that is made when read, or a way straight to a place in the guest's tree, whatever its name.
final class ProcLink extends Inode {
    private static final int ALL = 0777;

    private final ProcFileSystem fileSystem;
    private final long inode;
    private final Supplier<String> text;
    private final @Nullable Supplier<Dentry> target;

    private ProcLink(ProcFileSystem fileSystem, Supplier<String> text, @Nullable Supplier<Dentry> target) {
        super(fileSystem);
        this.fileSystem = fileSystem;
        this.inode = fileSystem.newInodeNumber();
        this.text = text;
        this.target = target;
    }

    /// An ordinary link with changing text.
    static ProcLink to(ProcFileSystem fileSystem, Supplier<String> text) {
        return new ProcLink(fileSystem, text, null);
    }

    /// A link that leads to a dentry and reads as its path.
    static ProcLink magic(ProcFileSystem fileSystem, Supplier<Dentry> target) {
        return new ProcLink(fileSystem, () -> target.get().path(), target);
    }

    @Override
    public int type() {
        return Mode.SYMLINK;
    }

    @Override
    public Stat stat() {
        return fileSystem.stat(inode, Mode.SYMLINK | ALL, 1, target == null ? 0 : 64);
    }

    @Override
    public String readLink() {
        return text.get();
    }

    @Override
    public @Nullable Dentry magicTarget() {
        return target == null ? null : target.get();
    }

    @Override
    public OpenFile open(Dentry dentry, int flags) {
        throw Errno.ELOOP.raise();
    }
}
