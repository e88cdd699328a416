package org.hermitscope.kernel.vfs;

import org.hermitscope.kernel.abi.Errno;
import org.jspecify.annotations.Nullable;

/// Resolves a path component by component against what the guest may see (man 7 path_resolution). Links are text that
/// is walked here, `..` follows the guest's tree, and neither ever asks the host where it leads.
public final class PathWalk {
    private static final int MAX_LINKS = 40;

    private final FsContext context;
    private final boolean follow;
    private final boolean forName;
    private Dentry at;
    private String path;
    private int index;
    private int links;

    private PathWalk(FsContext context, Dentry start, String path, boolean follow, boolean forName) {
        this.context = context;
        this.at = start;
        this.path = path;
        this.follow = follow;
        this.forName = forName;
    }

    /// Where a path leads.
    ///
    /// @param directory holds the last component
    /// @param name last component; when it is `.`, `..` or empty (the root), `directory` is the target itself
    /// @param dentry what is there, or null if only the last component is missing
    /// @param slash whether the path ends in a slash, so that it must lead to a directory
    public record Place(
            Dentry directory, String name, @Nullable Dentry dentry, boolean slash) {
        /// Whether the last component is a real name rather than `.`, `..` or the root.
        public boolean named() {
            return !name.isEmpty() && !name.equals(".") && !name.equals("..");
        }

        /// What is there; ENOENT if nothing is.
        public Dentry existing() {
            Dentry found = dentry;
            if (found == null) {
                throw Errno.ENOENT.raise();
            }
            return found;
        }
    }

    /// Walks `path` to what it leads to.
    ///
    /// @param base where relative paths start
    /// @param path guest names
    /// @param follow whether a link in the last component is followed; before a slash it is in any case
    public static Place resolve(FsContext context, Dentry base, String path, boolean follow) {
        return walk(context, base, path, follow, false);
    }

    /// Walks `path` to the name it ends with, for calls that change names: a link there is never followed, and a slash
    /// behind it is theirs to judge.
    public static Place resolveName(FsContext context, Dentry base, String path) {
        return walk(context, base, path, false, true);
    }

    private static Place walk(FsContext context, Dentry base, String path, boolean follow, boolean forName) {
        if (path.isEmpty()) {
            throw Errno.ENOENT.raise();
        }
        if (path.length() >= GuestName.PATH_MAX) {
            throw Errno.ENAMETOOLONG.raise();
        }
        Dentry start = path.charAt(0) == '/' ? context.root() : base;
        return new PathWalk(context, start, path, follow, forName).walk();
    }

    private Place walk() {
        while (true) {
            skipSlashes();
            if (index == path.length()) {
                return new Place(at, "", at, false);
            }
            int end = path.indexOf('/', index);
            String name = end < 0 ? path.substring(index) : path.substring(index, end);
            index = end < 0 ? path.length() : end;
            boolean slash = end >= 0;
            skipSlashes();
            boolean last = index == path.length();

            Directory directory = at.directory();
            if (!directory.permitsSearch(context.credentials())) {
                throw Errno.EACCES.raise();
            }
            if (name.equals(".") || name.equals("..")) {
                if (name.length() == 2) {
                    at = up(at, context.root());
                }
                if (last) {
                    return new Place(at, name, at, slash);
                }
                continue;
            }
            if (name.length() > GuestName.NAME_MAX) {
                throw Errno.ENAMETOOLONG.raise();
            }
            Dentry child = directory.lookup(at, name);
            if (child == null) {
                if (last) {
                    return new Place(at, name, null, slash);
                }
                throw Errno.ENOENT.raise();
            }
            child = top(child);
            if (child.inode().type() == Mode.SYMLINK && (!last || follow || slash && !forName)) {
                followLink(child, last, slash);
                continue;
            }
            if (last) {
                if (slash && !forName && child.inode().type() != Mode.DIRECTORY) {
                    throw Errno.ENOTDIR.raise();
                }
                return new Place(at, name, child, slash);
            }
            at = child;
        }
    }

    private void followLink(Dentry link, boolean last, boolean slash) {
        if (++links > MAX_LINKS) {
            throw Errno.ELOOP.raise();
        }
        Dentry magic = link.inode().magicTarget();
        if (magic != null) {
            at = magic;
            // The place reached has no text; an empty rest makes it the result.
            path = last ? "" : path.substring(index);
            index = 0;
            if (!path.isEmpty() || slash) {
                at.directory();
            }
            return;
        }
        String target = link.inode().readLink();
        if (target.isEmpty()) {
            throw Errno.ENOENT.raise();
        }
        if (target.charAt(0) == '/') {
            at = context.root();
        }
        path = last ? (slash ? target + '/' : target) : target + '/' + path.substring(index);
        index = 0;
    }

    private void skipSlashes() {
        while (index < path.length() && path.charAt(index) == '/') {
            index++;
        }
    }

    /// The directory above, not beyond `root`, leaving a mounted file system by the directory it is mounted on.
    static Dentry up(Dentry from, Dentry root) {
        Dentry at = from;
        while (at != root) {
            Dentry parent = at.parent();
            if (parent != null) {
                return top(parent);
            }
            Dentry covered = at.covered();
            if (covered == null) {
                return at;
            }
            at = covered;
        }
        return root;
    }

    /// The root of what is mounted on a dentry, or the dentry itself.
    public static Dentry top(Dentry dentry) {
        Dentry at = dentry;
        Dentry above = at.mounted();
        while (above != null) {
            at = above;
            above = at.mounted();
        }
        return at;
    }
}
