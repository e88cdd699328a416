package org.hermitscope.kernel.vfs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The file systems of the guest's tree in the order they were mounted, as /proc/mounts shows them.
public final class Mounts {
    private final List<Dentry> roots = new CopyOnWriteArrayList<>();

    /// @param root of the tree
    public Mounts(Dentry root) {
        roots.add(root);
    }

    /// Mounts a file system on a dentry.
    public void add(Dentry on, Dentry root) {
        on.mount(root);
        roots.add(root);
    }

    /// The root of each mounted file system, that of the tree first.
    public List<Dentry> roots() {
        return List.copyOf(roots);
    }
}
