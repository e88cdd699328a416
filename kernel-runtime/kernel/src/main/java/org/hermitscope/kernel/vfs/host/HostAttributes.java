package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hermitscope.kernel.vfs.Stat;
import org.jspecify.annotations.Nullable;

/// What the host says about a file, with the key that identifies its inode.
///
/// @param stat for the guest
/// @param key equal for the same inode of the same file system
record HostAttributes(Stat stat, Object key) {
    // Not "unix:*": that looks up the names of owner and group in the host's user database.
    private static final String WANTED =
            "unix:fileKey,mode,ino,dev,rdev,nlink,uid,gid,ctime,size," + "lastModifiedTime,lastAccessTime,creationTime";
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };
    private static final int SECTOR = 512;

    /// Reads them by path, not following a link in the last component.
    static HostAttributes read(Path path) throws IOException {
        return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    static HostAttributes read(Path path, LinkOption... options) throws IOException {
        Map<String, Object> values = Files.readAttributes(path, WANTED, options);
        long size = number(values, "size");
        // The JDK does not tell st_blocks: holes count as if they were full.
        long blocks = (size + Stat.BLOCK_SIZE - 1) / Stat.BLOCK_SIZE * (Stat.BLOCK_SIZE / SECTOR);
        Stat stat = new Stat(
                number(values, "dev"),
                number(values, "ino"),
                (int) number(values, "mode"),
                (int) number(values, "nlink"),
                (int) number(values, "uid"),
                (int) number(values, "gid"),
                number(values, "rdev"),
                size,
                blocks,
                nanos(values, "lastAccessTime"),
                nanos(values, "lastModifiedTime"),
                nanos(values, "ctime"),
                nanos(values, "creationTime"));
        Object key = values.get("fileKey");
        return new HostAttributes(stat, key == null ? path : key);
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long nanos(Map<String, Object> values, String name) {
        return values.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    }

    static @Nullable FileTime fileTime(@Nullable Long nanos) {
        return nanos == null ? null : FileTime.from(nanos, TimeUnit.NANOSECONDS);
    }

    /// The nine permission bits as the JDK wants them.
    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) != 0) {
                set.add(BITS[bit]);
            }
        }
        return set;
    }

    /// The inode number out of a key, which the JDK only prints: `(dev=803,ino=1234)`.
    static long inodeNumber(@Nullable Object key) {
        String text = String.valueOf(key);
        int at = text.indexOf("ino=");
        int end = text.indexOf(')', at);
        return at < 0 || end < 0 ? 1 : Long.parseLong(text, at + 4, end, 10);
    }
}
