package org.hermitscope.kernel.vfs;

/// What `stat(2)` says about an inode.
///
/// @param device number of the file system, in the kernel's encoding
/// @param inode number, not 0
/// @param mode type and permissions ([Mode])
/// @param links names that lead here
/// @param uid owner
/// @param gid group
/// @param represented number of the device that a device node stands for, else 0
/// @param size bytes
/// @param blocks 512-byte units in use
/// @param accessed nanoseconds since 1970, as are the next three
/// @param modified when contents changed
/// @param changed when the inode changed
/// @param born when the inode was made
public record Stat(
        long device,
        long inode,
        int mode,
        int links,
        int uid,
        int gid,
        long represented,
        long size,
        long blocks,
        long accessed,
        long modified,
        long changed,
        long born) {
    /// Preferred unit of transfer, the same everywhere.
    public static final int BLOCK_SIZE = 4096;

    public int type() {
        return mode & Mode.TYPE;
    }

    /// The kernel's encoding of a device number for `stat` (12 bits major, 20 bits minor, interleaved).
    public static long deviceNumber(int major, int minor) {
        return (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & 0xfff00L) << 12;
    }

    public static int major(long device) {
        return (int) (device >>> 8 & 0xfff);
    }

    public static int minor(long device) {
        return (int) (device & 0xff | device >>> 12 & 0xfff00);
    }
}
