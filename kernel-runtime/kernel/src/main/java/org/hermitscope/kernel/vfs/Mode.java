package org.hermitscope.kernel.vfs;

/// The bits of `st_mode` (man 7 inode).
public final class Mode {
    public static final int TYPE = 0170000;
    public static final int SOCKET = 0140000;
    public static final int SYMLINK = 0120000;
    public static final int REGULAR = 0100000;
    public static final int BLOCK = 0060000;
    public static final int DIRECTORY = 0040000;
    public static final int CHARACTER = 0020000;
    public static final int FIFO = 0010000;

    public static final int SET_UID = 04000;
    public static final int SET_GID = 02000;
    public static final int STICKY = 01000;
    /// Everything but the type.
    public static final int PERMISSIONS = 07777;

    private Mode() {}

    /// The `d_type` of a directory entry: the type bits, shifted down.
    public static int directoryEntryType(int mode) {
        return (mode & TYPE) >> 12;
    }
}
