package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.vfs.FileSystemStat;
import org.hermitscope.kernel.vfs.Stat;

/// The structures `stat`, `statx` and `statfs` of x86-64, as they lie in guest memory.
final class StatLayout {
    private static final int STAT_SIZE = 144;
    private static final int STATX_SIZE = 256;
    private static final int STATFS_SIZE = 120;
    /// STATX_BASIC_STATS, STATX_BTIME and STATX_MNT_ID.
    private static final int STATX_PRESENT = 0x17ff;

    private static final int ST_RDONLY = 1;
    private static final int ST_VALID = 0x20;
    private static final int ST_RELATIME = 0x1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int MOUNT_ID = 1;

    private StatLayout() {}

    static void write(UserMemory memory, long address, Stat stat) {
        byte[] bytes = new byte[STAT_SIZE];
        LittleEndian.putLong(bytes, 0, stat.device());
        LittleEndian.putLong(bytes, 8, stat.inode());
        LittleEndian.putLong(bytes, 16, stat.links());
        LittleEndian.putInt(bytes, 24, stat.mode());
        LittleEndian.putInt(bytes, 28, stat.uid());
        LittleEndian.putInt(bytes, 32, stat.gid());
        LittleEndian.putLong(bytes, 40, stat.represented());
        LittleEndian.putLong(bytes, 48, stat.size());
        LittleEndian.putLong(bytes, 56, Stat.BLOCK_SIZE);
        LittleEndian.putLong(bytes, 64, stat.blocks());
        putTime(bytes, 72, stat.accessed());
        putTime(bytes, 88, stat.modified());
        putTime(bytes, 104, stat.changed());
        memory.write(address, bytes, 0, bytes.length);
    }

    private static void putTime(byte[] bytes, int at, long nanos) {
        LittleEndian.putLong(bytes, at, Math.floorDiv(nanos, NANOS_PER_SECOND));
        LittleEndian.putLong(bytes, at + 8, Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    static void writeExtended(UserMemory memory, long address, Stat stat) {
        byte[] bytes = new byte[STATX_SIZE];
        LittleEndian.putInt(bytes, 0, STATX_PRESENT);
        LittleEndian.putInt(bytes, 4, Stat.BLOCK_SIZE);
        LittleEndian.putInt(bytes, 16, stat.links());
        LittleEndian.putInt(bytes, 20, stat.uid());
        LittleEndian.putInt(bytes, 24, stat.gid());
        LittleEndian.putShort(bytes, 28, stat.mode());
        LittleEndian.putLong(bytes, 32, stat.inode());
        LittleEndian.putLong(bytes, 40, stat.size());
        LittleEndian.putLong(bytes, 48, stat.blocks());
        putExtendedTime(bytes, 64, stat.accessed());
        putExtendedTime(bytes, 80, stat.born());
        putExtendedTime(bytes, 96, stat.changed());
        putExtendedTime(bytes, 112, stat.modified());
        LittleEndian.putInt(bytes, 128, Stat.major(stat.represented()));
        LittleEndian.putInt(bytes, 132, Stat.minor(stat.represented()));
        LittleEndian.putInt(bytes, 136, Stat.major(stat.device()));
        LittleEndian.putInt(bytes, 140, Stat.minor(stat.device()));
        LittleEndian.putLong(bytes, 144, MOUNT_ID);
        memory.write(address, bytes, 0, bytes.length);
    }

    private static void putExtendedTime(byte[] bytes, int at, long nanos) {
        LittleEndian.putLong(bytes, at, Math.floorDiv(nanos, NANOS_PER_SECOND));
        LittleEndian.putInt(bytes, at + 8, (int) Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    static void writeFileSystem(UserMemory memory, long address, FileSystemStat stat, long device) {
        byte[] bytes = new byte[STATFS_SIZE];
        LittleEndian.putLong(bytes, 0, stat.type());
        LittleEndian.putLong(bytes, 8, stat.blockSize());
        LittleEndian.putLong(bytes, 16, stat.blocks());
        LittleEndian.putLong(bytes, 24, stat.free());
        LittleEndian.putLong(bytes, 32, stat.available());
        LittleEndian.putLong(bytes, 40, stat.files());
        LittleEndian.putLong(bytes, 48, stat.filesFree());
        LittleEndian.putLong(bytes, 56, device);
        LittleEndian.putLong(bytes, 64, FileSystemStat.NAME_MAX);
        LittleEndian.putLong(bytes, 72, stat.blockSize());
        LittleEndian.putLong(bytes, 80, ST_VALID | ST_RELATIME | (stat.readOnly() ? ST_RDONLY : 0));
        memory.write(address, bytes, 0, bytes.length);
    }
}
