package org.hermitscope.kernel.vfs;

/// Who acts on files.
///
/// @param uid user
/// @param gid group
public record Credentials(int uid, int gid) {
    private static final int READ_WRITE = 6;
    private static final int ANY_EXECUTE = 0111;

    /// Whether the permission bits of `stat` allow all of `wanted` (4 read, 2 write, 1 execute or search). The
    /// superuser may do everything but execute what nobody may.
    public boolean permits(int mode, int ownerUid, int ownerGid, int wanted) {
        if (uid == 0) {
            boolean directory = (mode & Mode.TYPE) == Mode.DIRECTORY;
            return directory || (wanted & ~READ_WRITE) == 0 || (mode & ANY_EXECUTE) != 0;
        }
        int granted = mode;
        if (uid == ownerUid) {
            granted = mode >> 6;
        } else if (gid == ownerGid) {
            granted = mode >> 3;
        }
        return (granted & wanted) == wanted;
    }
}
