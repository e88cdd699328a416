package org.hermitscope.gdbstub.target;

/// Capability: files that gdb may open over the connection, for `target:` paths, symbol files, `/proc` and the
/// `remote get` and `put` commands. Packets `vFile:*`. What exists here is the target's choice: nothing of the
/// host need be visible.
///
/// Methods refuse with [TargetException] and a Linux errno. Descriptors are closed by the stub when the client
/// leaves.
public interface HostIo {

    /// How to open.
    record OpenMode(boolean read, boolean write, boolean append, boolean create, boolean truncate, boolean exclusive) {}

    /// What `fstat` tells.
    ///
    /// @param mode Linux `st_mode` with type and permissions
    /// @param size bytes
    /// @param modified seconds since 1970
    record FileStatus(int mode, long size, long modified) {

        /// Type bits of `mode`.
        public static final int REGULAR = 0100000;

        public static final int DIRECTORY = 0040000;
        public static final int CHARACTER_DEVICE = 0020000;
    }

    /// Chooses whose files the following calls mean; 0 is the target's own view.
    default void setFilesystem(int pid) {}

    /// @param permissions of a file that is created
    /// @return a descriptor, 0 or more
    int open(String path, OpenMode mode, int permissions);

    void close(int descriptor);

    /// @param length bytes wanted, at least 1
    /// @return bytes read, 0 at the end of the file
    int pread(int descriptor, long position, byte[] into, int offset, int length);

    /// @return bytes written
    default int pwrite(int descriptor, long position, byte[] from, int offset, int length) {
        throw new TargetException(TargetException.EROFS, "files of this target are read-only");
    }

    FileStatus fstat(int descriptor);

    /// The status of what a path names, following links. By default through a descriptor.
    default FileStatus stat(String path) {
        int descriptor = open(path, new OpenMode(true, false, false, false, false, false), 0);
        try {
            return fstat(descriptor);
        } finally {
            close(descriptor);
        }
    }

    default void unlink(String path) {
        throw new TargetException(TargetException.EROFS, "files of this target are read-only");
    }

    default String readlink(String path) {
        throw new TargetException(TargetException.EINVAL, path + " is not a symbolic link");
    }
}
