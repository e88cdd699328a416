package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hermitscope.kernel.syscall.GuestFiles.MEMORY;
import static org.hermitscope.kernel.syscall.GuestFiles.MEMORY_END;
import static org.hermitscope.kernel.syscall.GuestFiles.fails;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FileSyscallsTest {
    private static final int CREATE = OpenFlags.CREAT | OpenFlags.RDWR;

    private final GuestFiles guest = new GuestFiles();

    @AfterEach
    void close() {
        guest.close();
    }

    private int[] pipe(int flags) {
        guest.call(DescriptorSyscalls::pipe2, MEMORY, flags);
        return new int[] {guest.memory().getInt(MEMORY), guest.memory().getInt(MEMORY + 4)};
    }

    @Test
    void bytesGoOutAndComeBack() {
        int fd = guest.open("f", CREATE);
        assertThat(guest.write(fd, "hello")).isEqualTo(5);
        assertThat(guest.call(FileSyscalls::lseek, fd, 1, 0)).isEqualTo(1);
        assertThat(guest.call(FileSyscalls::read, fd, MEMORY, 100)).isEqualTo(4);
        assertThat(guest.text(MEMORY, 4)).isEqualTo("ello");
        assertThat(guest.call(FileSyscalls::read, fd, MEMORY, 100)).isZero();
        assertThat(guest.call(FileSyscalls::read, fd, 0, 0)).isZero();
        assertThat(guest.call(FileSyscalls::pread64, fd, MEMORY, 2, 3)).isEqualTo(2);
        assertThat(guest.call(FileSyscalls::pwrite64, fd, guest.string("J"), 1, 0))
                .isEqualTo(1);
        assertThat(guest.call(FileSyscalls::pread64, fd, MEMORY, 9, 0)).isEqualTo(5);
        assertThat(guest.text(MEMORY, 5)).isEqualTo("Jello");
    }

    @Test
    void aTransferEndsAtABadPageForFilesAndFailsForPipes() {
        int fd = guest.open("f", CREATE);
        guest.write(fd, "0123456789");
        guest.call(FileSyscalls::lseek, fd, 0, 0);
        assertThat(guest.call(FileSyscalls::read, fd, MEMORY_END - 5, 10)).isEqualTo(5);
        assertThat(guest.text(MEMORY_END - 5, 5)).isEqualTo("01234");
        assertThat(guest.call(FileSyscalls::write, fd, MEMORY_END - 5, 10)).isEqualTo(5);
        assertThat(guest.call(FileSyscalls::read, fd, MEMORY_END, 10))
                .as("nothing to store")
                .isZero();
        guest.call(FileSyscalls::lseek, fd, 0, 0);
        fails(Errno.EFAULT, () -> guest.call(FileSyscalls::read, fd, MEMORY_END, 10));
        fails(Errno.EFAULT, () -> guest.call(FileSyscalls::read, fd, -4096L, 10));
        int[] ends = pipe(0);
        fails(Errno.EFAULT, () -> guest.call(FileSyscalls::write, ends[1], MEMORY_END - 5, 10));
        guest.write(ends[1], "0123456789");
        fails(Errno.EFAULT, () -> guest.call(FileSyscalls::read, ends[0], MEMORY_END - 5, 10));
        assertThat(guest.call(FileSyscalls::read, ends[0], MEMORY, 20)).isEqualTo(10);
    }

    @Test
    void descriptorsAreCheckedFirst() {
        int reader = guest.open("f", OpenFlags.CREAT);
        int writer = guest.open("f", OpenFlags.WRONLY);
        int path = guest.open("f", OpenFlags.PATH);
        int directory = guest.open("/", OpenFlags.DIRECTORY);
        fails(Errno.EBADF, () -> guest.call(FileSyscalls::write, reader, 0, 1));
        fails(Errno.EBADF, () -> guest.call(FileSyscalls::read, writer, 0, 1));
        fails(Errno.EBADF, () -> guest.call(FileSyscalls::read, path, MEMORY, 1));
        fails(Errno.EBADF, () -> guest.call(FileSyscalls::lseek, path, 0, 0));
        fails(Errno.EBADF, () -> guest.call(FileSyscalls::read, 99, MEMORY, 1));
        fails(Errno.EBADF, () -> guest.call(FileSyscalls::write, directory, MEMORY, 1));
        fails(Errno.EISDIR, () -> guest.call(FileSyscalls::read, directory, MEMORY, 1));
        fails(Errno.EISDIR, () -> guest.call(FileSyscalls::read, directory, MEMORY, 0));
        fails(Errno.EFAULT, () -> guest.call(FileSyscalls::read, reader, MEMORY, -1));
        fails(Errno.EINVAL, () -> guest.call(FileSyscalls::pread64, reader, MEMORY, 1, -1));
        fails(Errno.EINVAL, () -> guest.call(FileSyscalls::ftruncate, reader, 1));
        fails(Errno.EINVAL, () -> guest.call(FileSyscalls::ftruncate, writer, -1));
        int[] ends = pipe(0);
        fails(Errno.ESPIPE, () -> guest.call(FileSyscalls::lseek, ends[0], 0, 1));
        fails(Errno.ESPIPE, () -> guest.call(FileSyscalls::pread64, ends[0], MEMORY, 1, 0));
        fails(Errno.ESPIPE, () -> guest.call(FileSyscalls::fadvise64, ends[0], 0, 0, 0));
        fails(Errno.ESPIPE, () -> guest.call(FileSyscalls::fallocate, ends[1], 0, 0, 1));
        fails(Errno.EINVAL, () -> guest.call(FileSyscalls::fsync, ends[0]));
        fails(Errno.EINVAL, () -> guest.call(FileSyscalls::ftruncate, ends[1], 1));
        fails(Errno.EINVAL, () -> guest.call(FileSyscalls::fallocate, writer, 0, 0, 0));
        assertThat(guest.call(FileSyscalls::fsync, writer)).isZero();
    }

    @Test
    void vectorsAreScatteredAndGathered() {
        int fd = guest.open("f", CREATE);
        long vector = MEMORY + 0x1000;
        String[] parts = {"one", "", "two", "three"};
        for (int i = 0; i < parts.length; i++) {
            guest.memory().putLong(vector + i * 16L, guest.string(parts[i]));
            guest.memory().putLong(vector + i * 16L + 8, parts[i].length());
        }
        assertThat(guest.call(VectorSyscalls::writev, fd, vector, 4)).isEqualTo(11);
        assertThat(guest.call(VectorSyscalls::pwritev, fd, vector, 1, 11)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            guest.memory().putLong(vector + i * 16L, MEMORY + i * 100L);
            guest.memory().putLong(vector + i * 16L + 8, 6);
        }
        assertThat(guest.call(VectorSyscalls::preadv, fd, vector, 3, 0)).isEqualTo(14);
        assertThat(guest.text(MEMORY, 6)).isEqualTo("onetwo");
        assertThat(guest.text(MEMORY + 200, 2)).isEqualTo("ne");
        fails(Errno.EINVAL, () -> guest.call(VectorSyscalls::readv, fd, vector, 1025));
        guest.memory().putLong(vector + 8, -1);
        fails(Errno.EINVAL, () -> guest.call(VectorSyscalls::writev, fd, vector, 1));
        assertThat(guest.call(VectorSyscalls::writev, fd, vector, 0)).isZero();
    }

    @Test
    void aBlockedReaderWakesWhenBytesCome() throws Exception {
        int[] ends = pipe(0);
        Thread writer = Thread.ofPlatform().start(() -> {
            var other = guest.newTask();
            FileSyscalls.write(other, ends[1], MEMORY, 100_000, 0, 0, 0);
            DescriptorSyscalls.close(other, ends[1], 0, 0, 0, 0, 0);
        });
        long total = 0;
        while (true) {
            long count = guest.call(FileSyscalls::read, ends[0], MEMORY + 0x40000, 7000);
            if (count == 0) {
                break;
            }
            total += count;
        }
        writer.join();
        assertThat(total).isEqualTo(100_000);
    }

    @Test
    void nonBlockingPipesAnswerAtOnce() {
        int[] ends = pipe(OpenFlags.NONBLOCK);
        fails(Errno.EAGAIN, () -> guest.call(FileSyscalls::read, ends[0], MEMORY, 1));
        assertThat(guest.call(FileSyscalls::write, ends[1], MEMORY, 70_000)).isEqualTo(65_536);
        fails(Errno.EAGAIN, () -> guest.call(FileSyscalls::write, ends[1], MEMORY, 1));
        guest.call(DescriptorSyscalls::close, ends[0]);
        fails(Errno.EPIPE, () -> guest.call(FileSyscalls::write, ends[1], MEMORY, 1));
    }

    @Test
    void filesAreCopiedInsideTheKernel() {
        int in = guest.open("in", CREATE);
        guest.write(in, "0123456789");
        int out = guest.open("out", CREATE);
        guest.memory().putLong(MEMORY, 2);
        assertThat(guest.call(CopySyscalls::sendfile, out, in, MEMORY, 5)).isEqualTo(5);
        assertThat(guest.memory().getLong(MEMORY)).isEqualTo(7);
        guest.call(FileSyscalls::lseek, in, 8, 0);
        assertThat(guest.call(CopySyscalls::sendfile, out, in, 0, 100)).isEqualTo(2);
        assertThat(guest.call(FileSyscalls::pread64, out, MEMORY, 100, 0)).isEqualTo(7);
        assertThat(guest.text(MEMORY, 7)).isEqualTo("2345689");
        guest.memory().putLong(MEMORY, 0);
        guest.memory().putLong(MEMORY + 8, 3);
        assertThat(guest.call(CopySyscalls::copyFileRange, in, MEMORY, out, MEMORY + 8, 4, 0))
                .isEqualTo(4);
        assertThat(guest.call(FileSyscalls::pread64, out, MEMORY + 100, 100, 0)).isEqualTo(7);
        assertThat(guest.text(MEMORY + 100, 7)).isEqualTo("2340123");
        int append = guest.open("out", OpenFlags.WRONLY | OpenFlags.APPEND);
        fails(Errno.EINVAL, () -> guest.call(CopySyscalls::sendfile, append, in, 0, 1));
        fails(Errno.EBADF, () -> guest.call(CopySyscalls::copyFileRange, in, 0, append, 0, 1, 0));
        fails(Errno.EINVAL, () -> guest.call(CopySyscalls::copyFileRange, in, 0, in, 0, 4, 0));
        int[] ends = pipe(0);
        fails(Errno.EINVAL, () -> guest.call(CopySyscalls::sendfile, out, ends[0], 0, 1));
    }

    @Test
    void aShellReadsByteByByteAtSpeed() {
        int fd = guest.open("script", CREATE);
        for (int i = 0; i < 1000; i++) {
            guest.write(fd, "echo line number and so on\n");
        }
        guest.call(FileSyscalls::lseek, fd, 0, 0);
        long sum = 0;
        long count = 0;
        while (guest.call(FileSyscalls::read, fd, MEMORY, 1) == 1) {
            sum += guest.memory().getByte(MEMORY);
            count++;
        }
        assertThat(count).isEqualTo(27_000);
        assertThat(sum).isPositive();
    }
}
