package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hermitscope.kernel.syscall.GuestFiles.AT_FDCWD;
import static org.hermitscope.kernel.syscall.GuestFiles.MEMORY;
import static org.hermitscope.kernel.syscall.GuestFiles.MEMORY_END;
import static org.hermitscope.kernel.syscall.GuestFiles.fails;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PathSyscallsTest {
    private static final int EMPTY_PATH = 0x1000;

    private final GuestFiles guest = new GuestFiles();

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void directoriesAnchorRelativePaths() {
        guest.call(DirectorySyscalls::mkdir, guest.string("d"), 0777);
        int directory = guest.open("d", OpenFlags.DIRECTORY);
        long flags = OpenFlags.CREAT | OpenFlags.WRONLY;
        int fd = (int) guest.call(PathSyscalls::openat, directory, guest.string("f"), flags, 0600);
        guest.write(fd, "xyz");
        assertThat(guest.call(PathSyscalls::access, guest.string("d/f"), 0)).isZero();
        fails(Errno.ENOTDIR, () -> guest.call(PathSyscalls::openat, fd, guest.string("f"), 0));
        fails(Errno.EBADF, () -> guest.call(PathSyscalls::openat, 77, guest.string("f"), 0));
        assertThat(guest.call(PathSyscalls::openat, 77, guest.string("/tmp/d/f"), 0))
                .isPositive();
        fails(Errno.EFAULT, () -> guest.call(PathSyscalls::openat, AT_FDCWD, MEMORY_END, 0));
        guest.call(DirectorySyscalls::fchdir, directory);
        assertThat(guest.call(DirectorySyscalls::getcwd, MEMORY, 100)).isEqualTo(7);
        assertThat(guest.text(MEMORY, 7)).isEqualTo("/tmp/d\0");
        fails(Errno.ERANGE, () -> guest.call(DirectorySyscalls::getcwd, MEMORY, 6));
        fails(Errno.ENOTDIR, () -> guest.call(DirectorySyscalls::chdir, guest.string("f")));
        guest.call(PathSyscalls::unlinkat, AT_FDCWD, guest.string("f"), 0);
        guest.call(PathSyscalls::unlinkat, AT_FDCWD, guest.string("/tmp/d"), 0x200);
        fails(Errno.ENOENT, () -> guest.call(DirectorySyscalls::getcwd, MEMORY, 100));
        fails(Errno.ENOENT, () -> guest.open("f", OpenFlags.CREAT));
        assertThat(guest.call(DirectorySyscalls::chdir, guest.string(".."))).isZero();
    }

    @Test
    void statFillsItsStructure() {
        int fd = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR);
        guest.write(fd, "abc");
        long times = MEMORY + 0x1000;
        guest.memory().putLong(times, 1_000);
        guest.memory().putLong(times + 8, 5);
        guest.memory().putLong(times + 16, -2);
        guest.memory().putLong(times + 24, 999_999_999);
        guest.call(AttributeSyscalls::utimensat, AT_FDCWD, guest.string("f"), times, 0);
        guest.call(AttributeSyscalls::newfstatat, fd, guest.string(""), MEMORY, EMPTY_PATH);
        assertThat(guest.memory().getLong(MEMORY + 16)).isEqualTo(1);
        assertThat(guest.memory().getInt(MEMORY + 24)).isEqualTo(0100644);
        assertThat(guest.memory().getLong(MEMORY + 48)).isEqualTo(3);
        assertThat(guest.memory().getLong(MEMORY + 56)).isEqualTo(4096);
        assertThat(guest.memory().getLong(MEMORY + 64)).isEqualTo(8);
        assertThat(guest.memory().getLong(MEMORY + 72)).isEqualTo(1_000);
        assertThat(guest.memory().getLong(MEMORY + 80)).isEqualTo(5);
        assertThat(guest.memory().getLong(MEMORY + 88)).isEqualTo(-2);
        assertThat(guest.memory().getLong(MEMORY + 96)).isEqualTo(999_999_999);
        guest.call(AttributeSyscalls::statx, AT_FDCWD, guest.string("f"), 0, 0x7ff, MEMORY);
        assertThat(guest.memory().getInt(MEMORY)).isEqualTo(0x17ff);
        assertThat(guest.memory().getShort(MEMORY + 28)).isEqualTo(0100644);
        assertThat(guest.memory().getLong(MEMORY + 40)).isEqualTo(3);
        fails(Errno.ENOENT, () -> guest.call(AttributeSyscalls::stat, guest.string(""), MEMORY));
        fails(Errno.EINVAL, () -> guest.call(AttributeSyscalls::newfstatat, fd, guest.string(""), MEMORY, 1));
        fails(Errno.EFAULT, () -> guest.call(AttributeSyscalls::fstat, fd, MEMORY_END - 10));
    }

    @Test
    void timesFollowTheirSpecialValues() {
        guest.open("f", OpenFlags.CREAT);
        long times = MEMORY + 0x1000;
        guest.memory().putLong(times + 8, 0x3fff_fffe);
        guest.memory().putLong(times + 24, 0x3fff_fffe);
        assertThat(guest.call(AttributeSyscalls::utimensat, AT_FDCWD, guest.string("nothing"), times, 0))
                .as("both omitted, on nothing")
                .isZero();
        guest.memory().putLong(times + 8, 1_000_000_000);
        fails(Errno.EINVAL, () -> guest.call(AttributeSyscalls::utimensat, AT_FDCWD, guest.string("f"), times, 0));
        guest.memory().putLong(times + 8, 0x3fff_ffff);
        guest.call(AttributeSyscalls::utimensat, AT_FDCWD, guest.string("f"), times, 0);
        guest.call(AttributeSyscalls::stat, guest.string("f"), MEMORY);
        long now = System.currentTimeMillis() / 1000;
        assertThat(guest.memory().getLong(MEMORY + 72)).isBetween(now - 100, now + 100);
    }

    @Test
    void linksAreReadAndCut() {
        guest.call(PathSyscalls::symlink, guest.string("target"), guest.string("l"));
        assertThat(guest.call(PathSyscalls::readlink, guest.string("l"), MEMORY, 100))
                .isEqualTo(6);
        assertThat(guest.text(MEMORY, 6)).isEqualTo("target");
        assertThat(guest.call(PathSyscalls::readlink, guest.string("l"), MEMORY, 4))
                .isEqualTo(4);
        fails(Errno.EINVAL, () -> guest.call(PathSyscalls::readlink, guest.string("l"), MEMORY, 0));
        fails(Errno.EINVAL, () -> guest.call(PathSyscalls::readlink, guest.string("/tmp"), MEMORY, 9));
        fails(Errno.ENOENT, () -> guest.call(PathSyscalls::symlink, guest.string(""), guest.string("x")));
        assertThat(guest.call(PathSyscalls::rename, guest.string("l"), guest.string("m")))
                .isZero();
        fails(Errno.ENOENT, () -> guest.call(PathSyscalls::link, guest.string("none"), guest.string("x")));
    }

    @Test
    void directoriesAreListed() {
        guest.open("one", OpenFlags.CREAT);
        guest.call(DirectorySyscalls::mkdir, guest.string("two"), 0777);
        int fd = guest.open(".", OpenFlags.DIRECTORY);
        long count = guest.call(DirectorySyscalls::getdents64, fd, MEMORY, 4096);
        StringBuilder names = new StringBuilder();
        for (long at = 0; at < count; at += guest.memory().getShort(MEMORY + at + 16)) {
            names.append(guest.memory().getByte(MEMORY + at + 18))
                    .append(guest.memory().string(MEMORY + at + 19, 256));
        }
        assertThat(names).hasToString("4.4..8one4two");
        assertThat(guest.call(DirectorySyscalls::getdents64, fd, MEMORY, 4096)).isZero();
        int file = guest.open("one", 0);
        fails(Errno.ENOTDIR, () -> guest.call(DirectorySyscalls::getdents64, file, MEMORY, 4096));
    }

    @Test
    void onlyTerminalsAnswerTerminalRequests() {
        int file = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR);
        int nothing = guest.open("/dev/null", OpenFlags.RDWR);
        fails(Errno.ENOTTY, () -> guest.call(TerminalSyscalls::ioctl, file, 0x5401, MEMORY));
        fails(Errno.ENOTTY, () -> guest.call(TerminalSyscalls::ioctl, nothing, 0x5401, MEMORY));
        fails(Errno.ENOTTY, () -> guest.call(TerminalSyscalls::ioctl, file, 0x5413, MEMORY));
        fails(Errno.EBADF, () -> guest.call(TerminalSyscalls::ioctl, 99, 0x5401, MEMORY));
        guest.write(file, "12345");
        guest.call(FileSyscalls::lseek, file, 2, 0);
        guest.call(TerminalSyscalls::ioctl, file, 0x541B, MEMORY);
        assertThat(guest.memory().getInt(MEMORY)).isEqualTo(3);
        guest.memory().putInt(MEMORY, 1);
        guest.call(TerminalSyscalls::ioctl, file, 0x5421, MEMORY);
        assertThat(guest.call(DescriptorSyscalls::fcntl, file, 3)).isEqualTo(0x8802);
    }

    @Test
    void theDescriptorLimitIsMetBeforeAFileIsMade() {
        guest.task().descriptors().setLimit(0);
        fails(Errno.EMFILE, () -> guest.open("f", OpenFlags.CREAT));
        guest.task().descriptors().setLimit(10);
        fails(Errno.ENOENT, () -> guest.open("f", 0));
    }
}
