package org.hermitscope.kernel.vfs;

/// What `statfs(2)` says.
///
/// @param type magic number of the file system (man 2 statfs)
/// @param blockSize bytes
/// @param blocks blocks in all
/// @param free free blocks
/// @param available free blocks for the unprivileged
/// @param files inodes in all, 0 if unknown
/// @param filesFree free inodes, 0 if unknown
/// @param readOnly whether the mount refuses writes
public record FileSystemStat(
        long type,
        long blockSize,
        long blocks,
        long free,
        long available,
        long files,
        long filesFree,
        boolean readOnly) {
    /// Longest name, in bytes.
    public static final int NAME_MAX = 255;
}
