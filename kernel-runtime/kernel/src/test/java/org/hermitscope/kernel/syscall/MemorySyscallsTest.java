package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MemorySyscallsTest {
    private static final int MMAP = 9;
    private static final int MPROTECT = 10;
    private static final int MUNMAP = 11;
    private static final int MREMAP = 25;
    private static final int MSYNC = 26;
    private static final int MINCORE = 27;
    private static final int MADVISE = 28;
    private static final int MLOCK = 149;
    private static final int OPENAT = 257;
    private static final int AT_FDCWD = -100;
    private static final int PRIVATE_ANON = 0x22;
    private static final long PAGE = 4096;
    private static final long HOLE = 0x2000_0000;

    private final TestGuest guest = new TestGuest();
    private final Task task = guest.task(new ScriptedVcpu());

    @AfterEach
    void close() {
        guest.close();
    }

    private long call(long number, long... arguments) {
        return guest.call(task, number, arguments);
    }

    private void assertFails(Errno errno, long number, long... arguments) {
        assertThat(call(number, arguments)).isEqualTo(errno.result());
    }

    private long open(String path, int flags) {
        return call(OPENAT, AT_FDCWD, guest.string(TestGuest.DATA, path), flags, 0600);
    }

    @Test
    void badArgumentsOfMmap() {
        assertFails(Errno.EINVAL, MMAP, 0, 0, 3, PRIVATE_ANON, -1, 0);
        assertFails(Errno.EINVAL, MMAP, 0, PAGE, 3, 0x20, -1, 0);
        assertFails(Errno.EINVAL, MMAP, 0, PAGE, 3, PRIVATE_ANON, -1, 5);
        assertFails(Errno.EINVAL, MMAP, 0x1001, PAGE, 3, PRIVATE_ANON | 0x10, -1, 0);
        assertFails(Errno.ENOMEM, MMAP, 0, 1L << 46, 0, PRIVATE_ANON, -1, 0);
        assertFails(Errno.ENOMEM, MMAP, 0, -PAGE, 0, PRIVATE_ANON, -1, 0);
        assertFails(Errno.EBADF, MMAP, 0, PAGE, 3, 2, 99, 0);
        assertThat(call(MMAP, 0, PAGE, 0x13, PRIVATE_ANON, -1, 0))
                .as("unknown protection bits")
                .isPositive();
    }

    @Test
    void fileMappingsObeyTheAccessMode() {
        long writeOnly = open("w", 0101);
        long readOnly = open("w", 0);
        long directory = open("/tmp", 0200000);
        assertFails(Errno.EACCES, MMAP, 0, PAGE, 1, 2, writeOnly, 0);
        assertFails(Errno.EACCES, MMAP, 0, PAGE, 3, 1, readOnly, 0);
        long shared = call(MMAP, 0, PAGE, 1, 1, readOnly, 0);
        assertThat(shared).isPositive();
        assertFails(Errno.EACCES, MPROTECT, shared, PAGE, 3);
        assertThat(call(MMAP, 0, PAGE, 3, 2, readOnly, 0)).as("private").isPositive();
        assertFails(Errno.ENODEV, MMAP, 0, PAGE, 1, 2, directory, 0);
    }

    @Test
    void theZeroDeviceIsAnonymousMemory() {
        long zero = open("/dev/zero", 2);
        long at = call(MMAP, 0, PAGE, 3, 2, zero, 0);
        assertThat(at).isPositive();
        guest.memory().putLong(at, 5);
        assertThat(guest.memory().getLong(at)).isEqualTo(5);
    }

    @Test
    void otherCallsCheckTheirRanges() {
        assertFails(Errno.EINVAL, MUNMAP, HOLE, 0);
        assertFails(Errno.EINVAL, MUNMAP, HOLE + 1, PAGE);
        assertThat(call(MUNMAP, HOLE, PAGE)).isZero();
        assertFails(Errno.EINVAL, MPROTECT, TestGuest.DATA, PAGE, 0x100);
        assertFails(Errno.EINVAL, MPROTECT, TestGuest.DATA + 1, PAGE, 1);
        assertThat(call(MPROTECT, HOLE, 0, 1)).isZero();
        assertFails(Errno.ENOMEM, MPROTECT, HOLE, PAGE, 1);
        assertFails(Errno.ENOMEM, MSYNC, HOLE, PAGE, 4);
        assertFails(Errno.EINVAL, MSYNC, TestGuest.DATA, PAGE, 5);
        assertFails(Errno.ENOMEM, MLOCK, HOLE, PAGE);
        assertFails(Errno.ENOMEM, MADVISE, HOLE, PAGE, 4);
        assertFails(Errno.EINVAL, MADVISE, TestGuest.DATA, PAGE, 99);
        assertThat(call(MADVISE, HOLE, 0, 4)).isZero();
        assertFails(Errno.ENOMEM, MINCORE, HOLE, PAGE, TestGuest.DATA);
        assertFails(Errno.EFAULT, MREMAP, HOLE, PAGE, PAGE * 2, 1);
        assertFails(Errno.EINVAL, MREMAP, TestGuest.DATA, 0, PAGE, 1);
        assertFails(Errno.EINVAL, MREMAP, TestGuest.DATA, PAGE, 0, 1);
        assertFails(Errno.EINVAL, MREMAP, TestGuest.DATA, PAGE, PAGE, 2, HOLE);
    }

    @Test
    void mincoreTellsWhatIsThere() {
        long file = open("m", 0102);
        call(77, file, 3 * PAGE);
        long at = call(MMAP, 0, 3 * PAGE, 1, 2, file, 0);
        assertThat(call(MINCORE, at, 3 * PAGE, TestGuest.DATA + 64)).isZero();
        assertThat(guest.memory().getByte(TestGuest.DATA + 64)).isZero();
        guest.memory().getByte(at);
        call(MINCORE, at, 3 * PAGE, TestGuest.DATA + 64);
        assertThat(guest.memory().getByte(TestGuest.DATA + 64)).isEqualTo(1);
    }
}
