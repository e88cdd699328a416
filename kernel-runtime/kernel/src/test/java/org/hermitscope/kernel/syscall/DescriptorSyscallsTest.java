package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hermitscope.kernel.syscall.GuestFiles.MEMORY;
import static org.hermitscope.kernel.syscall.GuestFiles.fails;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DescriptorSyscallsTest {
    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_GETLK = 5;
    private static final int F_SETLK = 6;
    private static final int F_OFD_SETLK = 37;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int RDLCK = 0;
    private static final int WRLCK = 1;
    private static final int UNLCK = 2;

    private final GuestFiles guest = new GuestFiles();

    @AfterEach
    void close() {
        guest.close();
    }

    private long fcntl(int fd, int command, long argument) {
        return guest.call(DescriptorSyscalls::fcntl, fd, command, argument);
    }

    private long flock(int type, int whence, long start, long length) {
        guest.memory().putShort(MEMORY, type);
        guest.memory().putShort(MEMORY + 2, whence);
        guest.memory().putLong(MEMORY + 8, start);
        guest.memory().putLong(MEMORY + 16, length);
        guest.memory().putInt(MEMORY + 24, 0);
        return MEMORY;
    }

    @Test
    void flagsReadAsLinuxShowsThem() {
        int fd = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR | OpenFlags.CLOEXEC | OpenFlags.NONBLOCK);
        assertThat(fcntl(fd, F_GETFL, 0)).isEqualTo(0x8802);
        assertThat(fcntl(fd, F_GETFD, 0)).isEqualTo(1);
        fcntl(fd, F_SETFD, 0);
        assertThat(fcntl(fd, F_GETFD, 0)).isZero();
        fcntl(fd, F_SETFL, OpenFlags.APPEND | OpenFlags.WRONLY | OpenFlags.CREAT);
        assertThat(fcntl(fd, F_GETFL, 0)).isEqualTo(0x8402);
        int path = guest.open("f", OpenFlags.PATH);
        assertThat(fcntl(path, F_GETFL, 0)).isEqualTo(0x200000);
        fails(Errno.EBADF, () -> fcntl(path, F_SETFL, 0));
        fails(Errno.EINVAL, () -> fcntl(fd, 99, 0));
        assertThat(fcntl(guest.open("/", OpenFlags.DIRECTORY), F_GETFL, 0)).isEqualTo(0x18000);
        assertThat(fcntl(guest.open("/dev/null", OpenFlags.RDWR), F_GETFL, 0)).isEqualTo(0x8002);
    }

    @Test
    void duplicatesShareThePosition() {
        int fd = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR);
        int copy = (int) guest.call(DescriptorSyscalls::dup, fd);
        guest.write(fd, "abc");
        assertThat(guest.call(FileSyscalls::lseek, copy, 0, 1)).isEqualTo(3);
        assertThat(fcntl(fd, F_DUPFD, 100)).isEqualTo(100);
        assertThat(fcntl(fd, F_DUPFD_CLOEXEC, 100)).isEqualTo(101);
        assertThat(fcntl(101, F_GETFD, 0)).isEqualTo(1);
        assertThat(guest.call(DescriptorSyscalls::dup2, fd, 7)).isEqualTo(7);
        assertThat(guest.call(DescriptorSyscalls::dup2, fd, fd)).isEqualTo(fd);
        fails(Errno.EBADF, () -> guest.call(DescriptorSyscalls::dup2, fd, 5000));
        fails(Errno.EBADF, () -> guest.call(DescriptorSyscalls::dup2, 55, 55));
        fails(Errno.EINVAL, () -> guest.call(DescriptorSyscalls::dup3, fd, fd, 0));
        fails(Errno.EINVAL, () -> fcntl(fd, F_DUPFD, 1024));
        guest.call(DescriptorSyscalls::closeRange, 100, 0xffff_ffffL, 0);
        fails(Errno.EBADF, () -> fcntl(100, F_GETFD, 0));
        fails(Errno.EINVAL, () -> guest.call(DescriptorSyscalls::closeRange, 5, 4, 0));
    }

    @Test
    void locksOfTheProcessAndOfOpenFilesMeet() {
        int fd = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR);
        int other = guest.open("f", OpenFlags.RDWR);
        fcntl(fd, F_SETLK, flock(WRLCK, 0, 10, 10));
        fcntl(other, F_SETLK, flock(WRLCK, 0, 15, 10));
        fails(Errno.EAGAIN, () -> fcntl(other, F_OFD_SETLK, flock(RDLCK, 0, 12, 1)));
        fcntl(other, F_OFD_SETLK, flock(RDLCK, 0, 30, 0));
        fcntl(fd, F_GETLK, flock(WRLCK, 0, 0, 0));
        assertThat(guest.memory().getShort(MEMORY)).isEqualTo(RDLCK);
        assertThat(guest.memory().getLong(MEMORY + 8)).isEqualTo(30);
        assertThat(guest.memory().getLong(MEMORY + 16)).isZero();
        assertThat(guest.memory().getInt(MEMORY + 24)).isEqualTo(-1);
        fcntl(fd, F_GETLK, flock(RDLCK, 0, 0, 0));
        assertThat(guest.memory().getShort(MEMORY)).isEqualTo(UNLCK);
        int readOnly = guest.open("f", OpenFlags.RDONLY);
        fails(Errno.EBADF, () -> fcntl(readOnly, F_SETLK, flock(WRLCK, 0, 0, 1)));
        fails(Errno.EINVAL, () -> fcntl(fd, F_SETLK, flock(9, 0, 0, 1)));
        fails(Errno.EINVAL, () -> fcntl(fd, F_SETLK, flock(WRLCK, 9, 0, 1)));
        fails(Errno.EINVAL, () -> fcntl(fd, F_SETLK, flock(WRLCK, 0, -1, 1)));
        guest.call(DescriptorSyscalls::close, readOnly);
        fcntl(other, F_OFD_SETLK, flock(WRLCK, 0, 10, 5));
    }

    @Test
    void flockBelongsToTheOpenFile() {
        int fd = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR);
        int other = guest.open("f", OpenFlags.RDWR);
        guest.call(DescriptorSyscalls::flock, fd, 2);
        fails(Errno.EAGAIN, () -> guest.call(DescriptorSyscalls::flock, other, 2 | 4));
        guest.call(DescriptorSyscalls::close, fd);
        assertThat(guest.call(DescriptorSyscalls::flock, other, 2 | 4)).isZero();
        fails(Errno.EINVAL, () -> guest.call(DescriptorSyscalls::flock, other, 3));
    }

    @Test
    void memoryFilesAndPipesHaveNoName() {
        int fd = (int) guest.call(DescriptorSyscalls::memfdCreate, guest.string("scratch"), 1);
        assertThat(fcntl(fd, F_GETFL, 0)).isEqualTo(0x8002);
        guest.write(fd, "abc");
        guest.call(AttributeSyscalls::fstat, fd, MEMORY);
        assertThat(guest.memory().getLong(MEMORY + 48)).isEqualTo(3);
        assertThat(guest.memory().getInt(MEMORY + 24)).isEqualTo(0100777);
        fails(Errno.EINVAL, () -> guest.call(DescriptorSyscalls::memfdCreate, guest.string("x".repeat(250)), 0));
        guest.call(DescriptorSyscalls::pipe, MEMORY);
        int end = guest.memory().getInt(MEMORY + 4);
        assertThat(fcntl(end, F_GETFL, 0)).isEqualTo(1);
        assertThat(fcntl(end, F_SETPIPE_SZ, 5000)).isEqualTo(8192);
        fails(Errno.EBADF, () -> fcntl(fd, F_SETPIPE_SZ, 5000));
        fails(Errno.EFAULT, () -> guest.call(DescriptorSyscalls::pipe, 0));
        assertThat(guest.call(DescriptorSyscalls::dup, end))
                .as("nothing leaked")
                .isEqualTo(end + 1);
    }
}
